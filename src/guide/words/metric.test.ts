import { describe, expect, it } from 'vitest';
import { conditionsIn } from './condition.ts';
import { metricsIn, otherMetric } from './metric.ts';

describe('metric names', () => {
  it.each([
    ['Duration of requests: p50, p95, p99', ['latency_p50', 'latency_p95', 'latency_p99']],
    ['95th percentile of response times', ['latency_p95']],
    ['CPU/Memory usage', ['cpu', 'memory']],
    ['4xx and 5xx responses', ['error_rate_4xx', 'error_rate_5xx']],
    ['Percentage of 4xx/5xx responses', ['error_rate']],
    ['Performance of database queries', ['db_latency']],
    ['HighHTTPErrorRate', ['error_rate']],
    ['memory_usage_mb', ['memory']],
    ['certificate expires', ['certificate_expiry']],
    ['low disk space', ['disk_free']],
    ['Database connection failures', ['db_failures']],
    ['Active connections', ['db_connections']],
    ['uptime', ['availability']],
    ['Redis memory usage', []],
    ['Agent execution success rate', []],
  ])('%s', (text, expected) => expect(metricsIn(text)).toEqual(expected));

  it('anything else keeps its words, without its threshold', () => {
    expect(otherMetric('Agent success rate (> 95%)')).toBe('x:Agent success rate');
  });
});

describe('conditions', () => {
  const none = { op: null, value: null, unit: null, windowS: null };
  it.each([
    ['Health check fails for > 3 minutes', [], [{ ...none, metric: 'health', op: 'fails', windowS: 180 }]],
    ['> 500ms for 5 minutes', ['Latency'], [{ metric: 'latency_avg', op: '>', value: 500, unit: 'ms', windowS: 300 }]],
    [
      'Certificate expires in < 30 days',
      [],
      [{ ...none, metric: 'certificate_expiry', op: '<', value: 2_592_000, unit: 's' }],
    ],
    ['0 requests for 2 min', [], [{ metric: 'request_rate', op: '==', value: 0, unit: 'requests', windowS: 120 }]],
    ['no data for 10 minutes', ['Uptime'], [{ ...none, metric: 'availability', op: 'absent', windowS: 600 }]],
    [
      'Errors (< 2% for 4xx, < 0.5% for 5xx)',
      [],
      [
        { ...none, metric: 'error_rate_4xx', op: '<', value: 2, unit: '%' },
        { ...none, metric: 'error_rate_5xx', op: '<', value: 0.5, unit: '%' },
      ],
    ],
  ])('%s', (text, about, expected) => expect(conditionsIn(text, about)).toEqual(expected));
});
