import type { Commitment } from '../../plan/commitment.ts';

/**
 * Commitments that stand together: what is wrong with all of a section's alerts is said once.
 *
 * @param also what sets some of a section apart, their severity for example
 */
export function bySection<C extends Commitment>(
  commitments: readonly C[],
  also: (each: C) => string = () => '',
): C[][] {
  const groups = new Map<string, C[]>();
  for (const each of commitments) {
    const key = [...each.section, also(each)].join('\n');
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}
