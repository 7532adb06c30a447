/** A guide's text is read once, by a worker, for every part of the pages that asks. */
import { useSyncExternalStore } from 'react';
import type { LiveGuide } from '../../api/wire.ts';
import type { GuideReading } from './blocks.ts';
import { type GuideNews, withNews } from './guide-news.ts';
import type { Asked, Given } from './guide-worker.ts';

/** Texts whose readings are kept: the guide on the page, the one before its last change, and another system's. */
const kept = 3;
const readings = new Map<string, GuideReading | null>();
let latest: { readonly markdown: string; readonly reading: GuideReading } | undefined;
const listeners = new Set<() => void>();
const waiting = new Map<number, (given: Given) => void>();
/** One reads, one fetches: a long text keeps nobody from hearing how another guide is. */
const workers = new Map<Asked['ask'], Worker>();
let asked = 0;
/** With which question each guide came: the worker tells what changed since then. */
const numbers = new WeakMap<LiveGuide, number>();

/** The reading of the text; while it is being read, the last that there was of any; null before the first. */
export function useReading(markdown: string | undefined): GuideReading | null {
  return useSyncExternalStore(listen, () => {
    if (markdown === undefined) return null;
    if (!readings.has(markdown)) read(markdown);
    return readings.get(markdown) ?? latest?.reading ?? null;
  });
}

/** The body of an answer other than 200, and its status; 0 where there was no answer. */
export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`The guide could not be fetched: ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** A guide as it is now, with everything that did not change since `before` as it was. Throws Refused. */
export function fetchGuide(systemId: string, before: LiveGuide | undefined): Promise<LiveGuide> {
  return new Promise((resolve, reject) => {
    const news: GuideNews[] = [];
    const have = before === undefined ? null : (numbers.get(before) ?? null);
    const number = ask({ ask: 'fetch', systemId, have }, (given) => {
      if (given.give === 'problem') reject(new Refused(given.status, given.body));
      if (given.give !== 'news') return true;
      news.push(given.news);
      if (!given.news.isLast) return false;
      const guide = withNews(before, news);
      numbers.set(guide, number);
      resolve(guide);
      return true;
    });
  });
}

function read(markdown: string) {
  readings.set(markdown, null);
  for (const oldest of [...readings.keys()].slice(0, -kept)) readings.delete(oldest);
  ask({ ask: 'read', markdown }, (given) => {
    if (given.give !== 'reading') return true;
    // What is on the page keeps its pieces: the beginning of a new text would make it short for a moment.
    if (given.reading.isWhole || latest === undefined) {
      if (readings.has(markdown)) readings.set(markdown, given.reading);
      latest = { markdown, reading: given.reading };
      for (const listener of listeners) listener();
    }
    return given.reading.isWhole;
  });
}

type Question = Asked extends infer Each ? (Each extends Asked ? Omit<Each, 'number'> : never) : never;

/** `hear` returns true when nothing more is to come. Returns the question's number. */
function ask(question: Question, hear: (given: Given) => boolean): number {
  asked += 1;
  const number = asked;
  waiting.set(number, (given) => {
    if (hear(given)) waiting.delete(number);
  });
  const worker = workers.get(question.ask) ?? startWorker();
  workers.set(question.ask, worker);
  worker.postMessage({ ...question, number } as Asked);
  return number;
}

function startWorker(): Worker {
  const started = new Worker(new URL('./guide-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<Given>) => waiting.get(data.number)?.(data);
  return started;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
