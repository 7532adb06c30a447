import type { CommitmentState, LiveCommitment } from '../../api/wire.ts';
import { shownStates } from '../../state/states.ts';
import { type Block, blockOfLine, type GuideBlocks } from './read-guide.ts';

/** A block of the guide and the commitments whose notes stand beside it, worst first. */
export interface Anchor {
  readonly block: Block;
  readonly commitments: readonly LiveCommitment[];
  /** The worst state among them: the colour of the rule at the left. */
  readonly state: CommitmentState;
}

/** By the line on which the block begins. Commitments that are only stated wear nothing and are not in it. */
export function anchorsOf(blocks: readonly Block[], commitments: readonly LiveCommitment[]): Map<number, Anchor> {
  const grouped = new Map<Block, LiveCommitment[]>();
  for (const commitment of commitments) {
    if (commitment.state === 'stated') continue;
    const block = blockOfLine(blocks, commitment.line);
    if (block === null) continue;
    const group = grouped.get(block);
    if (group === undefined) grouped.set(block, [commitment]);
    else group.push(commitment);
  }
  const anchors = [...grouped].map(([block, group]): [number, Anchor] => {
    const worstFirst = group.toSorted((a, b) => rank(a.state) - rank(b.state) || a.line - b.line);
    return [block.line, { block, commitments: worstFirst, state: worstFirst[0]!.state }];
  });
  return new Map(anchors.sort(([a], [b]) => a - b));
}

export interface SectionCount {
  readonly title: string;
  readonly line: number;
  readonly total: number;
  readonly failing: number;
}

/** Per section, how many commitments wear a note, and how many of them are failing. */
export function countSections(
  sections: GuideBlocks['sections'],
  commitments: readonly LiveCommitment[],
): SectionCount[] {
  return sections.map(({ title, line, endLine }) => {
    const inside = commitments.filter(
      (commitment) => commitment.state !== 'stated' && commitment.line >= line && commitment.line <= endLine,
    );
    const failing = inside.filter((commitment) => commitment.state === 'failing').length;
    return { title, line, total: inside.length, failing };
  });
}

function rank(state: CommitmentState): number {
  return shownStates.indexOf(state as (typeof shownStates)[number]);
}
