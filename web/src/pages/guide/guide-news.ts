/** What changed from one answer about a guide to the next, and the guide with that change. */
import type { LiveCommitment, LiveGuide } from '../../api/wire.ts';

export interface GuideNews {
  /** All but the commitments; the text is null where it is as before. */
  readonly rest: Omit<LiveGuide, 'commitments' | 'markdown'> & { readonly markdown: string | null };
  /** How many commitments there are now. */
  readonly count: number;
  /** Those that are new or differ, by their place among all. */
  readonly changed: readonly (readonly [number, LiveCommitment])[];
  /** False while more of the same answer follows. */
  readonly isLast: boolean;
}

/** So many at once keep the page busy for a few milliseconds. */
const portion = 400;

interface Before {
  readonly guide: LiveGuide;
  readonly commitments: readonly string[];
}

/** In portions. `commitments` are those of `guide`, each as JSON. */
export function newsOf(guide: LiveGuide, commitments: readonly string[], before: Before | undefined): GuideNews[] {
  const { commitments: all, markdown, ...others } = guide;
  const rest = { ...others, markdown: before?.guide.markdown === markdown ? null : markdown };
  const changed = all.flatMap((commitment, index): [number, LiveCommitment][] =>
    commitments[index] === before?.commitments[index] ? [] : [[index, commitment]],
  );
  const news: GuideNews[] = [];
  for (let from = 0; from === 0 || from < changed.length; from += portion) {
    const isLast = from + portion >= changed.length;
    news.push({ rest, count: all.length, changed: changed.slice(from, from + portion), isLast });
  }
  // The text need not be sent again with every portion.
  return news.map((each, index) => (index === 0 ? each : { ...each, rest: { ...rest, markdown: null } }));
}

/** The guide as it is now. What did not change is the same object as before. */
export function withNews(before: LiveGuide | undefined, news: readonly GuideNews[]): LiveGuide {
  const newest = news.at(-1)!;
  const { markdown: _, ...rest } = newest.rest;
  const markdown = news.find((each) => each.rest.markdown !== null)?.rest.markdown ?? before?.markdown ?? '';
  const changed = news.flatMap((each) => each.changed);
  let commitments = before?.commitments ?? [];
  if (changed.length > 0 || newest.count !== commitments.length) {
    commitments = commitments.slice(0, newest.count);
    for (const [index, commitment] of changed) commitments[index] = commitment;
  }
  return { ...rest, markdown, commitments };
}
