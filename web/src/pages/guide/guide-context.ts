import { createContext, useContext } from 'react';
import type { CommitmentState, LiveCommitment, LiveGuide } from '../../api/wire.ts';
import type { Anchor } from './anchors.ts';
import type { GuideReading } from './blocks.ts';

/** What the blocks of the guide's text need to know of its life. */
export interface GuideContext {
  readonly live: LiveGuide;
  readonly reading: GuideReading;
  readonly anchors: ReadonlyMap<number, Anchor>;
  /** Those that are commands. */
  readonly commands: readonly LiveCommitment[];
  /** Which state stands out, or null for all of them. */
  readonly shown: CommitmentState | null;
  /** Whether there is a margin; without one the notes stand under their lines. */
  readonly hasMargin: boolean;
  /** On paper nothing unfolds and nothing ages: all notes are there, with dates. */
  readonly onPaper: boolean;
  /** Tells the margin where the block of this line stands on the page. */
  readonly register: (line: number, element: HTMLElement | null) => void;
  readonly openCommitment: (commitmentId: string) => void;
}

export const guideContext = createContext<GuideContext | null>(null);

export function useGuide(): GuideContext {
  return useContext(guideContext)!;
}
