import type { CommitmentOf } from '../../plan/commitment.ts';

/**
 * Whether a condition is one that calls somebody: not the state that is wanted ("latency < 200 ms" among the criteria of a
 * release), not the condition for rolling back, not a failure of something that cannot be measured.
 */
export function callsSomebody({ metric, op, value, actions }: CommitmentOf<'alert'>): boolean {
  const isWanted = /latency|error_rate|failed|cpu|memory|disk_used|queue/.test(metric) && op.startsWith('<');
  return !isWanted && !actions.includes('rollback') && (value !== null || !metric.startsWith('x:'));
}
