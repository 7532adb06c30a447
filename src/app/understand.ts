import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compileGuide } from '../guide/compile.ts';
import type { Finding } from '../guide/lint/finding.ts';
import { lintGuide } from '../guide/lint/lint.ts';
import type { Bindings } from '../plan/bindings.ts';
import type { CompiledGuide } from '../plan/diagnostic.ts';
import { type GuidePlace, type MadePlan, makePlan } from '../plan/make-plan.ts';
import { lintSurroundings } from './lint-surroundings.ts';

/** A text of a guide, and what it is to be read with. Plain data: it crosses threads. */
export interface GuideText {
  readonly markdown: string;
  /** File name. */
  readonly name: string;
  readonly bindings: Bindings;
  readonly place: GuidePlace;
  /** Epoch milliseconds as of which the faults of the document are wanted too; null where they are not. */
  readonly lintedAt: number | null;
}

export interface Understood extends MadePlan {
  readonly guide: CompiledGuide;
  readonly findings: readonly Finding[];
}

export function understand({ markdown, name, bindings, place, lintedAt }: GuideText): Understood {
  const guide = compileGuide(markdown, name);
  const findings =
    lintedAt === null ? [] : lintGuide(markdown, guide, lintSurroundings(dirname(place.guidePath), lintedAt));
  return { guide, ...makePlan(guide, bindings, place), findings };
}

/** Characters. What is longer takes so long to read that a probe, a page and a mail would wait for it. */
const LONGEST_READ_HERE = 65_536;
const TIMEOUT_MS = 120_000;
const ENTRY = new URL('./understand-worker.js', import.meta.url);
/** Run from its sources, as tests are, there is no emitted entry that a thread could load. */
const hasEntry = import.meta.url.endsWith('.js');

let last: Promise<unknown> = Promise.resolve();

/**
 * Like `understand`, beside everything else that the process does. Long guides are read one after the other, each in a
 * thread of its own.
 */
export function understandAside(text: GuideText): Promise<Understood> {
  if (text.markdown.length <= LONGEST_READ_HERE || !hasEntry) return Promise.resolve(understand(text));
  const result = last.then(() => inThread(text));
  last = result.catch(() => undefined);
  return result;
}

function inThread(text: GuideText): Promise<Understood> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(ENTRY, { workerData: text });
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(new Error(`${text.name} was not read within ${TIMEOUT_MS / 1_000} s; split it into several guides`));
    }, TIMEOUT_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the thread that read ${text.name} ended with ${code}`));
    });
  });
}
