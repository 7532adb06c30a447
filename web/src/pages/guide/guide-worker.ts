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
  /** `afresh`: the page has nothing of this system; otherwise it has all that was given before. */
  | { readonly ask: 'fetch'; readonly systemId: string; readonly afresh: boolean; readonly number: number };

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
/** What the page has, by system: each commitment as JSON, in their order. */
const last = new Map<string, { readonly guide: LiveGuide; readonly commitments: readonly string[] }>();

scope.onmessage = ({ data }) => {
  if (data.ask === 'read') read(data.markdown, data.number);
  else void fetchGuide(data.systemId, data.afresh, data.number);
};

function read(markdown: string, number: number) {
  const beginning = beginningOf(markdown);
  if (beginning !== null) {
    scope.postMessage({ give: 'reading', number, reading: { ...readGuide(beginning), isWhole: false } });
  }
  scope.postMessage({ give: 'reading', number, reading: readGuide(markdown) });
}

async function fetchGuide(systemId: string, afresh: boolean, number: number) {
  const response = await fetch(`/api/systems/${encodeURIComponent(systemId)}/guide`).catch(() => null);
  const body = await response?.json().catch(() => null);
  if (response?.ok !== true || body === null) {
    scope.postMessage({ give: 'problem', number, status: response?.status ?? 0, body });
    return;
  }
  const guide = body as LiveGuide;
  const commitments = guide.commitments.map((commitment) => JSON.stringify(commitment));
  const before = afresh ? undefined : last.get(systemId);
  last.set(systemId, { guide, commitments });
  for (const news of newsOf(guide, commitments, before)) scope.postMessage({ give: 'news', number, news });
}
