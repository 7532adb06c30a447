import { describe, expect, it } from 'vitest';
import { compileBlock, readBlock } from './testing/read-block.ts';

describe('an alarm of a cloud is read alike', () => {
  const alarm = { kind: 'alert', name: 'slow', metric: 'latency_p99', op: '>', value: 1500, unit: 'ms', windowS: 300 };

  it('in Terraform', () => {
    const lines = [
      'resource "aws_cloudwatch_metric_alarm" "slow" {',
      '  alarm_name          = "slow"',
      '  metric_name         = "TargetResponseTime" # of the balancer',
      '  extended_statistic  = "p99"',
      '  comparison_operator = "GreaterThanThreshold"',
      '  threshold           = 1.5',
      '  period              = 60',
      '  evaluation_periods  = 5',
      '}',
    ];
    expect(readBlock('hcl', lines)).toMatchObject([{ ...alarm, line: 4, endLine: 12 }]);
  });

  it('in CloudFormation, as YAML and as JSON', () => {
    const properties = {
      AlarmName: 'slow',
      MetricName: 'TargetResponseTime',
      ExtendedStatistic: 'p99',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 1.5,
      Period: 60,
      EvaluationPeriods: 5,
    };
    const yaml = ['Resources:', '  Slow:', '    Type: AWS::CloudWatch::Alarm', '    Properties:'].concat(
      Object.entries(properties).map(([key, value]) => `      ${key}: ${value}`),
      '      AlarmActions: [!Ref Topic]',
    );
    expect(readBlock('yaml', yaml)).toMatchObject([{ ...alarm, line: 5, endLine: 15 }]);
    const json = JSON.stringify({ Resources: { Slow: { Type: 'AWS::CloudWatch::Alarm', Properties: properties } } });
    expect(readBlock('json', [json])).toMatchObject([alarm]);
  });

  it('by the command line', () => {
    const lines = [
      'aws cloudwatch put-metric-alarm --alarm-name slow --metric-name TargetResponseTime \\',
      '  --extended-statistic p99 --comparison-operator GreaterThanThreshold \\',
      '  --threshold 1.5 --period 60 --evaluation-periods 5',
    ];
    expect(readBlock('bash', lines)).toMatchObject([{ kind: 'command' }, { ...alarm, line: 4, endLine: 6 }]);
  });

  it('in CDK', () => {
    const lines = [
      "new cloudwatch.Alarm(this, 'Cpu', {",
      "  alarmName: 'busy',",
      '  metric: service.metricCpuUtilization({ period: Duration.minutes(5) }),',
      '  threshold: 80,',
      '  evaluationPeriods: 3,',
      '  comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,',
      '});',
    ];
    expect(readBlock('typescript', lines)).toMatchObject([
      { kind: 'command' },
      { kind: 'alert', name: 'busy', metric: 'cpu', op: '>=', value: 80, unit: '%', windowS: 900 },
    ]);
  });

  it('in CDK for Python', () => {
    const lines = [
      'cloudwatch.Alarm(self, "Cpu",',
      '    alarm_name="busy",',
      '    metric=service.metric_cpu_utilization(period=Duration.minutes(5)),',
      '    threshold=80,',
      '    evaluation_periods=3,',
      '    comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,',
      ')',
    ];
    expect(readBlock('python', lines)).toMatchObject([
      { kind: 'command' },
      { kind: 'alert', name: 'busy', metric: 'cpu', op: '>', value: 80, unit: '%', windowS: 900, line: 4, endLine: 10 },
    ]);
  });

  it('in Bicep and ARM', () => {
    const bicep = [
      "resource busy 'Microsoft.Insights/metricAlerts@2018-03-01' = {",
      '  properties: {',
      '    severity: 2',
      "    windowSize: 'PT15M'",
      '    criteria: {',
      '      allOf: [',
      "        { metricName: 'CpuPercentage', operator: 'GreaterThan', threshold: 85 }",
      '      ]',
      '    }',
      '  }',
      '}',
    ];
    const read = { kind: 'alert', metric: 'cpu', op: '>', value: 85, unit: '%', windowS: 900, severity: 'S2' };
    expect(readBlock('bicep', bicep)).toMatchObject([{ ...read, name: 'busy' }]);
    const criteria = { allOf: [{ metricName: 'CpuPercentage', operator: 'GreaterThan', threshold: 85 }] };
    const properties = { severity: 2, windowSize: 'PT15M', criteria };
    const arm = JSON.stringify({ resources: [{ type: 'Microsoft.Insights/metricAlerts', name: 'busy', properties }] });
    expect(readBlock('json', [arm])).toMatchObject([{ ...read, name: 'busy' }]);
  });

  it('of Google, whose utilization is a share of one', () => {
    const filter =
      'metric.type=\\"compute.googleapis.com/instance/cpu/utilization\\" AND resource.type=\\"gce_instance\\"';
    const read = { kind: 'alert', name: 'Busy', metric: 'cpu', op: '>', value: 80, unit: '%', windowS: 300 };
    const terraform = [
      'resource "google_monitoring_alert_policy" "cpu" {',
      '  display_name = "Busy"',
      '  conditions {',
      '    condition_threshold {',
      `      filter          = "${filter}"`,
      '      duration        = "300s"',
      '      comparison      = "COMPARISON_GT"',
      '      threshold_value = 0.8',
      '    }',
      '  }',
      '}',
    ];
    expect(readBlock('terraform', terraform)).toMatchObject([read]);
    const command = [
      'gcloud alpha monitoring policies create --display-name=Busy \\',
      `  --condition-filter='${filter.replaceAll('\\', '')}' --condition-threshold-value=0.8 \\`,
      '  --condition-threshold-comparison=COMPARISON_GT --condition-threshold-duration=300s',
    ];
    expect(readBlock('bash', command)).toMatchObject([{ kind: 'command' }, read]);
  });

  it('with its threshold open where a variable gives it; one that is not closed is none', () => {
    const lines = [
      'resource "aws_cloudwatch_metric_alarm" "cpu" {',
      '  metric_name = "CPUUtilization"',
      '  comparison_operator = "GreaterThanThreshold"',
      '  threshold = var.most',
    ];
    expect(readBlock('hcl', [...lines, '}'])).toMatchObject([{ metric: 'cpu', op: '>', value: null, windowS: null }]);
    expect(compileBlock('hcl', lines)).toMatchObject({
      commitments: [],
      diagnostics: [{ line: 4, severity: 'warning' }],
    });
  });
});

describe('a monitor of Datadog', () => {
  it('is read by its query, with a level for each threshold', () => {
    const query =
      'sum(last_5m):sum:trace.http.errors{env:prod}.as_count() / sum:trace.http.hits{env:prod}.as_count() > 0.05';
    const monitor = {
      name: 'Errors',
      type: 'query alert',
      query,
      message: '@slack-ops',
      options: { thresholds: { critical: 0.05, warning: 0.02 } },
    };
    const read = {
      kind: 'alert',
      name: 'Errors',
      metric: 'error_rate',
      op: '>',
      unit: '%',
      windowS: 300,
      actions: ['slack'],
    };
    expect(readBlock('json', JSON.stringify(monitor, null, 2).split('\n'))).toMatchObject([
      { ...read, value: 5, severity: 'critical' },
      { ...read, value: 2, severity: 'warning' },
    ]);
  });

  it('in Terraform has its priority', () => {
    const lines = [
      'resource "datadog_monitor" "cpu" {',
      '  name = "Busy"',
      '  query = "avg(last_10m):avg:system.cpu.user{env:prod} by {host} > 90"',
      '  priority = 2',
      '}',
    ];
    expect(readBlock('hcl', lines)).toMatchObject([
      { name: 'Busy', metric: 'cpu', value: 90, unit: '%', windowS: 600, severity: 'P2' },
    ]);
  });
});

describe('the rules within a resource', () => {
  it('of an autoscaler are read one by one', () => {
    const rule = (operator: string, threshold: number, direction: string): string[] => [
      'rule {',
      '  metric_trigger {',
      '    metric_name = "CpuPercentage"',
      '    time_window = "PT5M"',
      `    operator = "${operator}"`,
      `    threshold = ${threshold}`,
      '  }',
      `  scale_action { direction = "${direction}" }`,
      '}',
    ];
    const lines = [
      'resource "azurerm_monitor_autoscale_setting" "app" {',
      'minimum = 2',
      'maximum = 8',
      ...rule('GreaterThan', 70, 'Increase'),
      ...rule('LessThan', 30, 'Decrease'),
      '}',
    ];
    expect(readBlock('hcl', lines)).toMatchObject([
      { kind: 'scaling', min: 2, max: 8, metric: null },
      { metric: 'cpu', op: '>', value: 70, unit: '%', windowS: 300, action: 'increase', line: 7, endLine: 15 },
      { metric: 'cpu', op: '<', value: 30, action: 'decrease' },
    ]);
  });

  it('of an escalation policy say who is next', () => {
    const rule = (minutes: number, id: string): string[] => [
      'rule {',
      `escalation_delay_in_minutes = ${minutes}`,
      `target { id = ${id} }`,
      '}',
    ];
    const lines = [
      'resource "pagerduty_escalation_policy" "shop" {',
      ...rule(10, 'pagerduty_schedule.first_line.id'),
      ...rule(20, 'pagerduty_user.lead.id'),
      ...rule(30, 'pagerduty_user.manager.id'),
      '}',
    ];
    expect(readBlock('hcl', lines)).toMatchObject([
      { kind: 'escalation', from: 'first line', to: 'lead', afterS: 600, severity: null },
      { kind: 'escalation', from: 'lead', to: 'manager', afterS: 1200 },
    ]);
  });
});

describe('another resource', () => {
  it.each([
    [
      'aws_cloudwatch_event_rule',
      ['schedule_expression = "cron(0 3 ? * MON *)"', 'name = "report"'],
      { kind: 'task', cadence: '0 3 * * MON', title: 'report' },
    ],
    [
      'aws_backup_plan',
      ['rule {', 'schedule = "cron(0 5 ? * * *)"', 'delete_after = 35', 'rule_name = "daily"', '}'],
      { kind: 'backup', target: 'daily', schedule: '0 5 * * *', tz: 'UTC', retentionS: 3_024_000 },
    ],
    [
      'aws_appautoscaling_policy',
      ['predefined_metric_type = "ECSServiceAverageCPUUtilization"', 'target_value = 60'],
      { kind: 'scaling', metric: 'cpu', op: '>', value: 60, unit: '%' },
    ],
    ['aws_autoscaling_group', ['min_size = 2', 'max_size = 8'], { kind: 'scaling', min: 2, max: 8, unit: 'instances' }],
    [
      'aws_lb_target_group',
      ['health_check {', 'path = "/ready"', 'timeout = 5', 'matcher = "200"', '}'],
      { kind: 'check', path: '/ready', timeoutMs: 5000, expect: { status: 200, json: null } },
    ],
    [
      'uptimerobot_http_monitor_uptime',
      ['url = "https://shop.example.com"'],
      { kind: 'check', url: 'https://shop.example.com' },
    ],
  ])('%s', (type, attributes, read) => {
    expect(readBlock('hcl', [`resource "${type}" "it" {`, ...attributes, '}'])).toMatchObject([read]);
  });

  it.each([
    [
      'aws events put-rule --name export --schedule-expression "rate(15 minutes)"',
      { kind: 'task', cadence: '*/15 * * * *', title: 'export' },
    ],
    [
      'gcloud scheduler jobs create http report --schedule="0 6 * * 1" --uri=https://example.com',
      { kind: 'task', cadence: '0 6 * * 1', title: 'report' },
    ],
    [
      'aws application-autoscaling register-scalable-target --min-capacity 2 --max-capacity 10',
      { kind: 'scaling', min: 2, max: 10 },
    ],
    ['az containerapp update --name shop --min-replicas 2 --max-replicas 9', { kind: 'scaling', min: 2, max: 9 }],
  ])('%s', (command, read) => {
    expect(readBlock('bash', [command])).toMatchObject([{ kind: 'command', effect: 'changes' }, read]);
  });
});
