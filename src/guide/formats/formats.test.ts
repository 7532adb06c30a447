import { describe, expect, it } from 'vitest';
import { compileGuide } from '../compile.ts';
import { promqlCondition } from './promql.ts';

const read = (language: string, source: string) =>
  compileGuide(`## Notes\n\n\`\`\`${language}\n${source}\n\`\`\`\n`, 'g.md').commitments;

describe('a PromQL expression', () => {
  it.each([
    ['up == 0', { metric: 'health', op: 'fails', value: null, unit: null }],
    ['absent(up{job="api"})', { metric: 'health', op: 'absent', value: null, unit: null }],
    [
      'probe_ssl_earliest_cert_expiry - time() < 86400 * 14',
      { metric: 'certificate_expiry', op: '<', value: 1_209_600, unit: 's' },
    ],
    [
      'histogram_quantile(0.95, sum(rate(http_seconds_bucket[5m])) by (le)) > 0.5',
      { metric: 'latency_p95', op: '>', value: 500, unit: 'ms' },
    ],
    [
      'sum(rate(http_total{status=~"4.."}[1m])) / sum(rate(http_total[1m])) >= 0.1',
      { metric: 'error_rate_4xx', op: '>=', value: 10, unit: '%' },
    ],
    ['pg_up == 0', { metric: 'health', op: 'fails', value: null, unit: null }],
    [
      '(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 0.9',
      { metric: 'memory', op: '>', value: 90, unit: '%' },
    ],
    [
      'job:errors:ratio_rate1h{job="a"} > (14.4 * 0.001) and job:errors:ratio_rate5m{job="a"} > (14.4 * 0.001)',
      { metric: 'error_rate', op: '>', value: 1.44, unit: '%' },
    ],
    ['predict_linear(node_filesystem_free_bytes[6h], 4 * 3600) < 0', { metric: 'x:', op: '<', value: 0, unit: null }],
    [
      '(probe_ssl_earliest_cert_expiry - time()) / 86400 < 14',
      { metric: 'certificate_expiry', op: '<', value: 1_209_600, unit: 's' },
    ],
    [
      'histogram_quantile(0.95, rate(http_seconds_bucket[5m])) * 1000 > 500',
      { metric: 'latency_p95', op: '>', value: 500, unit: 'ms' },
    ],
    ['avg_over_time(probe_success[5m]) < 0.9', { metric: 'availability', op: '<', value: 90, unit: '%' }],
    ['sum(rate(http_total{code=~"5.."}[5m])) > 10', { metric: 'failed_requests', op: '>', value: 10, unit: null }],
    [
      '(node_filesystem_size_bytes - node_filesystem_avail_bytes) / node_filesystem_size_bytes > 0.8',
      { metric: 'disk_used', op: '>', value: 80, unit: '%' },
    ],
    ['count(up == 0) > 2', { metric: 'x:', op: '>', value: 2, unit: null }],
    ['sum(rate({app="a"} |= "error" [5m])) > 10', { metric: 'x:', op: '>', value: 10, unit: null }],
    ['absent(up{job="a"} == 1)', { metric: 'health', op: 'absent', value: null, unit: null }],
    ['rabbitmq_queue_messages_ready > «threshold»', { metric: 'queue_depth', op: '>', value: null, unit: null }],
    ['kafka_consumergroup_lag > 1e4', { metric: 'queue_depth', op: '>', value: 10_000, unit: null }],
  ])('%s is read as its condition', (expression, condition) => {
    expect(promqlCondition(expression, '', 300)).toEqual({ ...condition, windowS: 300 });
  });

  it('that asks for several things at once is not one of them', () => {
    expect(promqlCondition('a > 5 and on() b > 10', '', null)).toBeNull();
    expect(promqlCondition('a > 5 unless b == 1', '', null)).toBeNull();
  });

  it('that compares nothing is none', () => {
    expect(promqlCondition('sum by (job) (rate(x[5m]))', '', null)).toBeNull();
  });
});

describe('a block in a known format', () => {
  it('of rules stands at the lines of each rule, and a recording rule is none', () => {
    const alerts = read(
      'yaml',
      'groups:\n  - rules:\n      - record: a:b\n        expr: sum(x)\n      - alert: Gone\n        expr: up == 0\n        for: 2m\n        labels: {severity: critical}',
    );
    expect(alerts).toMatchObject([
      { kind: 'alert', name: 'Gone', line: 8, endLine: 11, windowS: 120, severity: 'critical' },
    ]);
  });

  it('among the values of a chart are rules, routes and probes too', () => {
    const source = [
      'stack:',
      '  rules: {shop: {groups: [{rules: [{alert: Gone, expr: up == 0}]}]}}',
      '  alertmanager: {config: {route: {routes: [{matchers: [severity = critical], receiver: ops}]}}}',
      'api: {livenessProbe: {httpGet: {path: /live}}}',
      'web: {healthCheckPath: /ready}',
    ].join('\n');
    expect(read('yaml', source)).toMatchObject([
      { kind: 'alert', name: 'Gone' },
      { kind: 'escalation', to: 'ops', severity: 'critical' },
      { kind: 'check', path: '/live' },
      { kind: 'check', path: '/ready' },
    ]);
  });

  it('that is indented instead of fenced stands at its own lines', () => {
    const guide = 'Every night:\n\n    # tidy up\n    0 2 * * * /opt/tidy.sh\n    curl http://shop.example.com/health';
    expect(compileGuide(guide, 'g.md').commitments).toMatchObject([
      { kind: 'command', line: 3, endLine: 5 },
      { kind: 'task', title: 'tidy up', line: 4 },
      { kind: 'check', line: 5 },
    ]);
  });

  it('that is broken YAML is left to its diagnostic', () => {
    const { commitments, diagnostics } = compileGuide('```yaml\n- alert: [\n  expr: {{\n```\n', 'g.md');
    expect(commitments).toEqual([]);
    expect(diagnostics).toHaveLength(1);
  });

  it('of a chart is read with what its template leaves open', () => {
    const source = [
      'kind: PrometheusRule',
      'metadata:',
      '  name: {{ include "shop.name" . }}-rules',
      'spec:',
      '  groups:',
      '    - name: shop',
      '      rules:',
      '{{- if .Values.alerts }}',
      '        - alert: QueueLong',
      '          expr: queue_depth{job="{{ .Values.job }}"} > {{ .Values.most }}',
      '          for: {{ .Values.for | default "2m" }}',
      '          labels: {severity: critical}',
      '{{- end }}',
    ].join('\n');
    expect(read('yaml', source)).toMatchObject([
      { kind: 'alert', name: 'QueueLong', op: '>', value: null, windowS: null, severity: 'critical', line: 12 },
    ]);
  });

  it('of a dashboard is read by its query and its threshold', () => {
    const source = [
      'groups:',
      '  - name: api',
      '    rules:',
      '      - title: Slow',
      '        condition: C',
      '        data:',
      '          - refId: A',
      '            model: {expr: "histogram_quantile(0.95, sum(rate(http_seconds_bucket[5m])) by (le))"}',
      '          - refId: C',
      '            model: {conditions: [{evaluator: {type: gt, params: [0.8]}}]}',
      '        for: 5m',
      '        labels: {severity: critical}',
    ].join('\n');
    const read = { kind: 'alert', name: 'Slow', metric: 'latency_p95', op: '>', value: 800, windowS: 300, line: 7 };
    expect(compileGuide(`## Notes\n\n\`\`\`yaml\n${source}\n\`\`\`\n`, 'g.md').commitments).toMatchObject([
      { ...read, severity: 'critical' },
    ]);
  });

  it('that breaks off says where', () => {
    const source = 'groups:\n  - rules:\n      - alert: Gone\n        expr: up == 0\n       for: 2m';
    const { commitments, diagnostics } = compileGuide(`\`\`\`yaml\n${source}\n\`\`\`\n`, 'g.md');
    expect(commitments).toMatchObject([{ kind: 'alert', name: 'Gone' }]);
    expect(diagnostics).toMatchObject([{ line: 6, severity: 'warning' }]);
  });

  it('that a command is fed is read where it stands', () => {
    const source = 'kubectl apply -f - <<EOF\nkind: HorizontalPodAutoscaler\nspec:\n  maxReplicas: 5\nEOF\ndf -h';
    expect(read('bash', source)).toMatchObject([
      { kind: 'command', programs: ['kubectl', 'df'] },
      { kind: 'scaling', max: 5, line: 5, endLine: 7 },
    ]);
  });

  it('that holds a file is read with what the file says', () => {
    const source = [
      'kind: ConfigMap',
      'data:',
      '  rules.yml: |',
      '    groups:',
      '      - rules:',
      '          - alert: Gone',
      '            expr: up == 0',
      '  note: |',
      '    nothing more',
    ].join('\n');
    expect(read('yaml', source)).toMatchObject([{ kind: 'alert', name: 'Gone', line: 9, endLine: 10 }]);
  });

  it('of a cron job that saves data is a backup', () => {
    const source =
      'kind: CronJob\nmetadata:\n  name: ledger-backup\nspec:\n  schedule: "15 1 * * *"\n  timeZone: Europe/Oslo';
    expect(read('yaml', source)).toMatchObject([
      { kind: 'backup', schedule: '15 1 * * *', tz: 'Europe/Oslo', target: 'ledger-backup' },
    ]);
  });

  it('of Terraform gives alarms, bounds, budgets, backups and windows, and evaluates nothing', () => {
    const source = [
      'resource "azurerm_monitor_metric_alert" "cpu" {',
      '  severity = 1',
      '  window_size = "PT5M"',
      '  criteria {',
      '    metric_name = "CpuPercentage"',
      '    operator = "GreaterThan"',
      '    threshold = 85',
      '  }',
      '}',
      'resource "aws_budgets_budget" "b" {',
      '  limit_amount = "90"',
      '  limit_unit = "EUR"',
      '  time_unit = "MONTHLY"',
      '}',
      'resource "aws_sqs_queue" "q" { name = "${var.name}" }',
    ].join('\n');
    expect(read('hcl', source)).toMatchObject([
      {
        kind: 'alert',
        metric: 'cpu',
        op: '>',
        value: 85,
        unit: '%',
        windowS: 300,
        severity: 'S1',
        line: 4,
        endLine: 12,
      },
      { kind: 'budget', amount: 90, currency: 'EUR', period: 'month' },
    ]);
  });
});
