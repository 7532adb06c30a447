import type { Examples } from '../examples.ts';

/** What `docs/guide/alert.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'alert',
  is: 'A condition that calls for a reaction.',
  guides: [
    `## Alerts

- CPU above 85 % for 5 minutes
- Orders database unreachable → page`,
    `## What we measure

1. **Open tills**
   - Target: < 40
   - Warning: > 60
   - Critical: > 90`,
    `## Alert rules

Error spike (> 4 % in 3 min), p99 latency > 3 s, stuck prints > 0.`,
    `## Thresholds

| Signal | Warning | Critical | For |
|---|---|---|---|
| Replication lag | 30 s | 5 min | 2 min |`,
    `## Limits

Warn at 70 % CPU, page at 90 %.`,
    `## Limits

- **Cache hit ratio**: < 70 % for 8 minutes (warning), < 40 % for 3 minutes (critical)
- Declined cards: > 30 per minute for 2 minutes [critical]`,
    `## Intake

If nothing has been received for 15 minutes, we page the on-call engineer.`,
    `## Alerts

Traffic more than twice the weekly average for 10 minutes`,
    `## Alerts

\`\`\`yaml
- alert: CheckoutSlow
  expr: histogram_quantile(0.99, rate(checkout_seconds_bucket[5m])) > 1.5
  for: 10m
  labels: {severity: page}
\`\`\``,
    `## Alarms

\`\`\`bash
aws cloudwatch put-metric-alarm --alarm-name busy --metric-name CPUUtilization --period 300 --evaluation-periods 3 --threshold 75 --comparison-operator GreaterThanThreshold
\`\`\``,
    `## What we measure

- Free disk (alert: < 15%)
- Queue depth (target: < 20, critical above 80 jobs)`,
    `## What we measure

1. **Error rates**
   - Target: < 0.2%
   - Alert threshold: > 2% for 4 minutes
   - Critical: > 6% for 2 minutes`,
    `## Budgets

Burn rate alarms go off at 12x (a budget gone in 3 h) and 4x (in 9 h).`,
    `## Critical alerts

**Copies too old:**
- Trigger: no successful backup in 30 hours
- Notification: e-mail

**Volume nearly full:**
- Trigger: < 15 % free space on the backup volume
- Notification: SMS`,
    `## Critical alerts

\`\`\`yaml
- PumpDown: no pump answers for 2 minutes
- HighErrorRate: error rate > 4% for 3 minutes
\`\`\``,
    `## Alerts

| Name | Metric | Default threshold | Comparison |
|---|---|---|---|
| slow | p95 response time | 1800ms | greater than |
| cold cache | cache hit ratio | 60 % | |`,
    `## Daily look

### Escalation criteria

- Error rate > 2% for more than 6 minutes`,
    `## Severity levels

1. **P1 (Urgent):** p95 > 900 ms OR error rate > 3%
   - Immediate: wake somebody
   - 12h: complete repair`,
    `\`\`\`json
{"name": "Errors", "type": "query alert", "query": "sum(last_5m):sum:http.errors{*} / sum:http.hits{*} > 0.05", "priority": 2}
\`\`\`

\`\`\`yaml
Resources:
  Slow:
    Type: AWS::CloudWatch::Alarm
    Properties:
      MetricName: TargetResponseTime
      ExtendedStatistic: p99
      ComparisonOperator: GreaterThanThreshold
      Threshold: 1.5
      Period: 60
      EvaluationPeriods: 5
\`\`\``,
    `## System alerts

### Errors

**Condition**: \`sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.03\`
**Severity**: Warning`,
    `## Spending thresholds

- **Warning (70%)**: mail to the treasurer
- **Critical (90%)**: Slack, and nothing new is started`,
    `## Figures we watch

| Metric | Target | Warning | Critical |
|---|---|---|---|
| Response time of the gate | <3s | >6s | >11s |
| Disk usage | <60% | >75% | >88% |`,
  ],
};
