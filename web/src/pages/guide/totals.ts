import type { CommitmentState, LiveCommitment } from '../../api/wire.ts';
import { commitmentAppearance } from '../../state/states.ts';

/** As the drawing orders them. */
const order = ['holds', 'failing', 'stale', 'unproven', 'needs-input'] as const satisfies CommitmentState[];

export interface Total {
  readonly state: (typeof order)[number];
  readonly count: number;
  /** `hold`, `need input`, … to stand behind the count. */
  readonly words: string;
}

/** How many commitments are in each state that wears a note. */
export function totalsOf(commitments: readonly LiveCommitment[]): Total[] {
  const counts = new Map<CommitmentState, number>();
  for (const { state } of commitments) counts.set(state, (counts.get(state) ?? 0) + 1);
  return order.map((state) => ({
    state,
    count: counts.get(state) ?? 0,
    words: state === 'holds' ? 'hold' : state === 'needs-input' ? 'need input' : commitmentAppearance[state].word,
  }));
}
