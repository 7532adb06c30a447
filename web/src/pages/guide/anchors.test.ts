import { describe, expect, it } from 'vitest';
import type { CommitmentState, LiveCommitment } from '../../api/wire.ts';
import { anchorsOf, countSections } from './anchors.ts';
import { readGuide } from './read-guide.ts';

function commitment(line: number, state: CommitmentState): LiveCommitment {
  return {
    id: `${line} ${state}`,
    kind: 'check',
    line,
    endLine: line,
    text: '',
    state,
    value: null,
    threshold: null,
    summary: '',
    evidenceAt: null,
    since: null,
    incidentId: null,
    sparkline: [],
    command: null,
  };
}

const { blocks, sections } = readGuide('# Guide\n\n## One\n\n- a\n- b\n\n## Two\n\nA sentence that\ngoes on.\n');

describe('anchorsOf', () => {
  it('puts the worst of a line first and lets it colour the rule', () => {
    const anchors = anchorsOf(blocks, [commitment(5, 'holds'), commitment(5, 'failing'), commitment(5, 'stale')], []);
    expect(anchors.get(5)?.state).toBe('failing');
    expect(anchors.get(5)?.commitments.map(({ state }) => state)).toEqual(['failing', 'stale', 'holds']);
  });

  it('gives no note to what is only stated', () => {
    expect(anchorsOf(blocks, [commitment(6, 'stated')], []).size).toBe(0);
  });

  it('puts a commitment of a later line of a paragraph beside the paragraph', () => {
    expect([...anchorsOf(blocks, [commitment(11, 'holds'), commitment(5, 'holds')], []).keys()]).toEqual([5, 10]);
  });
});

describe('anchorsOf, again', () => {
  it('says beside a line that became no commitment what was not understood of it', () => {
    const remark = { line: 6, severity: 'warning' as const, message: 'Nobody knows how often.' };
    expect(anchorsOf(blocks, [], [remark]).get(6)).toMatchObject({ state: 'not-understood', remarks: [remark] });
  });

  it('keeps an anchor that nothing happened to, so that its notes are not drawn again', () => {
    const [unchanged, changed] = [commitment(5, 'holds'), commitment(6, 'holds')];
    const before = anchorsOf(blocks, [unchanged, changed], []);
    const after = anchorsOf(blocks, [unchanged, commitment(6, 'failing')], [], before);
    expect(after.get(5)).toBe(before.get(5));
    expect(after.get(6)).not.toBe(before.get(6));
  });
});

describe('countSections', () => {
  it('counts what wears a note, and how much of it is failing', () => {
    const commitments = [
      commitment(5, 'holds'),
      commitment(6, 'failing'),
      commitment(6, 'stated'),
      commitment(10, 'stale'),
    ];
    expect(countSections(sections, commitments)).toEqual([
      { title: 'One', line: 3, total: 2, failing: 1 },
      { title: 'Two', line: 8, total: 1, failing: 0 },
    ]);
  });
});
