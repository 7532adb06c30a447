/**
 * What a long guide costs is done here, beside the page, so that no reader waits for it: its text is read, and the
 * answers that say how it is now are compared with those before. Only what differs goes to the page.
 */
import type { LiveGuide } from '../../api/wire.ts';
import type { GuideReading } from './blocks.ts';
import { type GuideNews, newsOf } from './guide-news.ts';
import { beginningOf, readGuide } from './read-guide.ts';

export type Asked =
  | { readonly ask: 'read'; readonly markdown: string; readonly number: number }
  /** `have`: the number of the answer that the page has of this system; null when it has none. */
  | { readonly ask: 'fetch'; readonly systemId: string; readonly have: number | null; readonly number: number };

export type Given =
  /** Of a long text the beginning is given first, while the rest is read. */
  | { readonly give: 'reading'; readonly number: number; readonly reading: GuideReading }
  | { readonly give: 'news'; readonly number: number; readonly news: GuideNews }
  /** `body` is the server's answer; status 0 says that there was none. */
  | { readonly give: 'problem'; readonly number: number; readonly status: number; readonly body: unknown };

const scope = self as unknown as {
  onmessage: (message: MessageEvent<Asked>) => void;
  postMessage: (given: Given) => void;
};
/**
 * The last answers by the number they were asked with: each commitment as JSON, in their order. Several, since the page
 * may drop an answer that it does not want any more and ask again with what it had before.
 */
const answers = new Map<number, { readonly guide: LiveGuide; readonly commitments: readonly string[] }>();
const kept = 4;

scope.onmessage = ({ data }) => {
  if (data.ask === 'read') read(data.markdown, data.number);
  else void fetchGuide(data.systemId, data.have, data.number);
};

function read(markdown: string, number: number) {
  const beginning = beginningOf(markdown);
  if (beginning !== null) {
    scope.postMessage({ give: 'reading', number, reading: { ...readGuide(beginning), isWhole: false } });
  }
  scope.postMessage({ give: 'reading', number, reading: readGuide(markdown) });
}

async function fetchGuide(systemId: string, have: number | null, number: number) {
  const response = await fetch(`/api/systems/${encodeURIComponent(systemId)}/guide`).catch(() => null);
  const body = await response?.json().catch(() => null);
  if (response?.ok !== true || body === null) {
    scope.postMessage({ give: 'problem', number, status: response?.status ?? 0, body });
    return;
  }
  const guide = body as LiveGuide;
  const commitments = guide.commitments.map((commitment) => JSON.stringify(commitment));
  const before = have === null ? undefined : answers.get(have);
  answers.set(number, { guide, commitments });
  for (const oldest of [...answers.keys()].sort((a, b) => a - b).slice(0, -kept)) {
    // What the page has is what the next answer is compared with.
    if (oldest !== have) answers.delete(oldest);
  }
  for (const news of newsOf(guide, commitments, before)) scope.postMessage({ give: 'news', number, news });
}
