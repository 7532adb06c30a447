import { dirname } from 'node:path';
import { compileGuide } from '../guide/compile.ts';
import type { Finding } from '../guide/lint/finding.ts';
import { lintGuide } from '../guide/lint/lint.ts';
import type { GuideMemory } from '../guide/memory.ts';
import type { Bindings } from '../plan/bindings.ts';
import type { CompiledGuide } from '../plan/diagnostic.ts';
import { type GuidePlace, type MadePlan, makePlan } from '../plan/make-plan.ts';
import { lintSurroundings } from './lint-surroundings.ts';
import { readInThread } from './reading-thread.ts';

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

/** @param memory of the same guide's reading before, if any: only what was edited is read anew */
export function understand({ markdown, name, bindings, place, lintedAt }: GuideText, memory?: GuideMemory): Understood {
  const guide = compileGuide(markdown, name, memory);
  const findings =
    lintedAt === null ? [] : lintGuide(markdown, guide, lintSurroundings(dirname(place.guidePath), lintedAt));
  return { guide, ...makePlan(guide, bindings, place), findings };
}

/** Characters. What is longer takes so long to read that a probe, a page and a mail would wait for it. */
const LONGEST_READ_HERE = 65_536;
/** Run from its sources, as tests are, there is no emitted entry that a thread could load. */
const hasEntry = import.meta.url.endsWith('.js');

/**
 * Like `understand`, beside everything else that the process does: long guides are read one after the other, in a
 * thread that remembers them.
 *
 * @param signal aborts a reading that has not begun: nobody waits for it any more
 */
export function understandAside(text: GuideText, signal?: AbortSignal): Promise<Understood> {
  return text.markdown.length <= LONGEST_READ_HERE || !hasEntry
    ? Promise.resolve(understand(text))
    : readInThread(text, signal);
}
