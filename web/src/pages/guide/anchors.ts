import type { CommitmentState, Diagnostic, LiveCommitment } from '../../api/wire.ts';
import { shownStates } from '../../state/states.ts';
import { type Block, blockOfLine, type GuideReading, lastAtOrBefore } from './blocks.ts';

/** A block of the guide and the notes that stand beside it: its commitments, worst first, then what was not understood. */
export interface Anchor {
  readonly block: Block;
  readonly commitments: readonly LiveCommitment[];
  readonly remarks: readonly Diagnostic[];
  /** The worst state among them: the colour of the rule at the left. */
  readonly state: CommitmentState | 'not-understood';
}

type Anchors = ReadonlyMap<number, Anchor>;

/**
 * By the line on which the block begins. Commitments that are only stated wear nothing and are not in it. An anchor
 * that is as it was in `before` is the same one, so that its notes need not be drawn again.
 */
export function anchorsOf(
  blocks: readonly Block[],
  commitments: readonly LiveCommitment[],
  diagnostics: readonly Diagnostic[],
  before?: Anchors,
): Map<number, Anchor> {
  const grouped = new Map<Block, { commitments: LiveCommitment[]; remarks: Diagnostic[] }>();
  const groupAt = (line: number) => {
    const block = blockOfLine(blocks, line);
    if (block === null) return undefined;
    const group = grouped.get(block) ?? { commitments: [], remarks: [] };
    grouped.set(block, group);
    return group;
  };
  for (const commitment of commitments)
    if (commitment.state !== 'stated') groupAt(commitment.line)?.commitments.push(commitment);
  for (const diagnostic of diagnostics) groupAt(diagnostic.line)?.remarks.push(diagnostic);
  const anchors = [...grouped].map(([block, group]): [number, Anchor] => {
    const worstFirst = group.commitments.toSorted((a, b) => rank(a.state) - rank(b.state) || a.line - b.line);
    const state = worstFirst[0]?.state ?? 'not-understood';
    const anchor: Anchor = { block, commitments: worstFirst, remarks: group.remarks, state };
    const old = before?.get(block.line);
    return [block.line, old !== undefined && same(old, anchor) ? old : anchor];
  });
  return new Map(anchors.sort(([a], [b]) => a - b));
}

function same(a: Anchor, b: Anchor): boolean {
  return (
    a.block === b.block &&
    a.commitments.length === b.commitments.length &&
    a.commitments.every((commitment, index) => commitment === b.commitments[index]) &&
    a.remarks.length === b.remarks.length &&
    a.remarks.every((remark, index) => remark === b.remarks[index])
  );
}

export interface SectionCount {
  readonly title: string;
  readonly line: number;
  readonly total: number;
  readonly failing: number;
}

/** Per section, how many commitments wear a note, and how many of them are failing. */
export function countSections(
  sections: GuideReading['sections'],
  commitments: readonly LiveCommitment[],
): SectionCount[] {
  const counts = sections.map(({ title, line }) => ({ title, line, total: 0, failing: 0 }));
  for (const { line, state } of commitments) {
    const index = lastAtOrBefore(sections, line);
    const count = counts[index];
    // Below the part that has been read so far there is no section yet.
    if (state === 'stated' || count === undefined || line > sections[index]!.endLine) continue;
    count.total += 1;
    if (state === 'failing') count.failing += 1;
  }
  return counts;
}

function rank(state: CommitmentState): number {
  return shownStates.indexOf(state as (typeof shownStates)[number]);
}
