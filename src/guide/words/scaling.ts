import type { ScalingFields } from '../../plan/commitment.ts';

/** A rule or bound of scaling with what is said of it; what is not said stays open. */
export const scalingFields = (said: Partial<Omit<ScalingFields, 'kind'>>): ScalingFields => ({
  kind: 'scaling',
  metric: null,
  op: null,
  value: null,
  unit: null,
  windowS: null,
  action: null,
  min: null,
  max: null,
  ...said,
});

/** What autoscalers of every make call their bounds. */
const LEAST = [
  'minReplicas',
  'minReplicaCount',
  'min_replicas',
  'min_size',
  'min_capacity',
  'minimum',
  'min_count',
  'min_nodes',
  'min_instances',
  'min_instance_count',
  'min',
];
const MOST = LEAST.map((name) => name.replace('min', 'max'));

/**
 * The bounds of an autoscaler, by whatever name it gives them: `minReplicas`, `min_size`, `--min`.
 *
 * @param number the value of a name; null where it has none
 */
export function boundsOf(number: (name: string) => number | null): { min: number | null; max: number | null } {
  const first = (names: readonly string[]): number | null => names.map(number).find((value) => value !== null) ?? null;
  return { min: first(LEAST), max: first(MOST) };
}
