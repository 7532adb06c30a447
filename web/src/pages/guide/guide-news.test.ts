import { describe, expect, it } from 'vitest';
import type { LiveCommitment, LiveGuide } from '../../api/wire.ts';
import { newsOf, withNews } from './guide-news.ts';

function guideOf(states: readonly string[], markdown = '# Fleet'): LiveGuide {
  const commitments = states.map((state, index) => ({ id: `c${index}`, state }) as unknown as LiveCommitment);
  return {
    system: { id: 'fleet' },
    guide: 'OPERATIONS.md',
    markdown,
    commitments,
    diagnostics: [],
  } as unknown as LiveGuide;
}

const json = (guide: LiveGuide) => guide.commitments.map((commitment) => JSON.stringify(commitment));
const keptOf = (guide: LiveGuide) => ({ guide, commitments: json(guide) });

describe('the news of a guide', () => {
  it('is all of it, in portions, for a page that has nothing', () => {
    const guide = guideOf(Array.from({ length: 1_000 }, () => 'holds'));
    const news = newsOf(guide, json(guide), undefined);
    expect(news.map(({ changed, isLast }) => [changed.length, isLast])).toEqual([
      [400, false],
      [400, false],
      [200, true],
    ]);
    expect(withNews(undefined, news)).toEqual(guide);
  });

  it('is only what differs, and leaves the rest the objects they were', () => {
    const [before, now] = [guideOf(['holds', 'holds', 'stale']), guideOf(['holds', 'failing', 'stale'])];
    const news = newsOf(now, json(now), keptOf(before));
    expect(news).toMatchObject([{ changed: [[1, { state: 'failing' }]], rest: { markdown: null } }]);
    const next = withNews(before, news);
    expect(next).toEqual(now);
    expect(next.commitments[0]).toBe(before.commitments[0]);
  });

  it('leaves the list itself alone when no commitment changed', () => {
    const before = guideOf(['holds']);
    expect(withNews(before, newsOf(guideOf(['holds']), json(before), keptOf(before))).commitments).toBe(
      before.commitments,
    );
  });

  it('takes another text, and commitments that left', () => {
    const [before, now] = [guideOf(['holds', 'stale']), guideOf(['holds'], '# Ships')];
    expect(withNews(before, newsOf(now, json(now), keptOf(before)))).toEqual(now);
  });
});
