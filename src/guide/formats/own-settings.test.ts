import { describe, expect, it } from 'vitest';
import { readBlock } from './testing/read-block.ts';

describe('settings that a team writes for itself', () => {
  it('name their alerts, with a condition or with a metric and its threshold', () => {
    const lines = [
      'alerts:',
      '  - name: Busy',
      '    condition: cpu > 80%',
      '    duration: 5m',
      '    severity: warning',
      '    action: page',
      '  - {metric: latency_p95, threshold: 500ms, window: 10m}',
      '  - {name: Empty, metric: cache_hit_ratio, operator: "<", threshold: 80%}',
      '  - {name: Unsaid, metric: cache_hit_ratio, threshold: 80%}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      {
        kind: 'alert',
        name: 'Busy',
        metric: 'cpu',
        op: '>',
        value: 80,
        unit: '%',
        windowS: 300,
        severity: 'warning',
        actions: ['page'],
        line: 5,
        endLine: 9,
      },
      { name: null, metric: 'latency_p95', op: '>', value: 500, unit: 'ms', windowS: 600 },
      { name: 'Empty', metric: 'cache_hit_ratio', op: '<', value: 80, unit: '%' },
    ]);
    const json = '{"alerts": {"disk": {"metric": "disk_used", "operator": ">", "threshold": 90, "severity": "P2"}}}';
    expect(readBlock('json', [json])).toMatchObject([{ name: 'disk', metric: 'disk_used', value: 90, severity: 'P2' }]);
  });

  it('name backups, bounds, targets and who is next', () => {
    const lines = [
      'backup: {schedule: "0 2 * * *", retention: 30d, target: "s3://saved"}',
      'autoscaling: {min: 2, max: 10, cpu_threshold: 70}',
      'slo:',
      '  availability: 99.9%',
      '  latency_p95: 300ms',
      '  owner: team',
      'escalation:',
      '  - {contact: on-call, timeout: 15m}',
      '  - {contact: lead, timeout: 30m}',
      '  - {contact: manager}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { kind: 'backup', schedule: '0 2 * * *', retentionS: 2_592_000, storage: 's3://saved' },
      { kind: 'scaling', metric: 'cpu', value: 70, unit: '%', min: 2, max: 10 },
      { kind: 'objective', sli: 'availability', op: '>=', value: 99.9, unit: '%', line: 7 },
      { kind: 'objective', sli: 'latency_p95', op: '<=', value: 300, unit: 'ms', line: 8 },
      { kind: 'escalation', from: 'on-call', to: 'lead', afterS: 900 },
      { kind: 'escalation', from: 'lead', to: 'manager', afterS: 1800 },
    ]);
  });

  it('of a tool are left to its reader, and other words are nothing', () => {
    expect(readBlock('yaml', ['apiVersion: v1', 'alerts:', '  - {name: x, condition: cpu > 80%}'])).toEqual([]);
    expect(readBlock('yaml', ['alerts: true', 'backup: nightly', 'slo: {owner: team}', 'scaling: {min: two}'])).toEqual(
      [],
    );
  });
});
