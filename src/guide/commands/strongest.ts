import type { CommandEffect } from '../../plan/commitment.ts';

/** Weakest first. What is known to change outweighs what is not known. */
const RANKS: readonly CommandEffect[] = ['reads', 'unknown', 'changes', 'destroys'];

/** The effect of several together; of none, nothing is changed. */
export function strongest(effects: Iterable<CommandEffect>): CommandEffect {
  let rank = 0;
  for (const effect of effects) rank = Math.max(rank, RANKS.indexOf(effect));
  return RANKS[rank]!;
}
