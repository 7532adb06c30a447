import { expect, it } from 'vitest';
import type { CommitmentOf } from './commitment.ts';
import { loadBindings } from './load-bindings.ts';
import { planMeasures } from './make-rules.ts';

function measured(metric: Partial<CommitmentOf<'metric'>>, binding: string) {
  const loaded = loadBindings(`version: 1\nservices: [orders]\nmetrics:\n  x: ${binding}\n`, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const bindings = { ...loaded.bindings, metrics: { 'x:size': loaded.bindings.metrics.x! } };
  const base = { id: 'm', line: 1, endLine: 1, section: [], text: 'Size', kind: 'metric' as const, metric: 'x:size' };
  const commitment = { ...base, op: null, value: null, unit: null, ...metric };
  const { op, threshold, unit } = planMeasures([commitment], bindings, []).measures[0]!;
  return { op, threshold, unit };
}

it.each([
  ['{ name: database_size_bytes }', 'bytes'],
  ['{ name: process_memory_percent, aggregate: maximum }', '%'],
  ['{ name: queue_oldest_seconds }', 's'],
  ['{ name: orders_total, aggregate: rate }', '/s'],
  ['{ name: received_bytes_total, aggregate: rate }', null],
  ['{ name: connections }', null],
  ['{ name: database_size_bytes, scale: 0.000001 }', null],
])('a number that is watched has the unit that its metric names: %s', (binding, unit) => {
  expect(measured({}, binding)).toEqual({ op: null, threshold: null, unit });
});

it('the guide’s own unit counts more than a name', () => {
  expect(measured({ op: '<', value: 80, unit: '%' }, '{ name: disk_bytes }')).toEqual({
    op: '<',
    threshold: 80,
    unit: '%',
  });
  expect(measured({ op: '<', value: 80 }, '{ name: disk_bytes }').unit).toBeNull();
});

it('a rate is not held against a duration', () => {
  const slow = { op: '>' as const, value: 1_000, unit: 'ms' };
  expect(measured(slow, '{ name: slow_queries_total, aggregate: rate }')).toEqual({
    op: null,
    threshold: null,
    unit: '/s',
  });
});
