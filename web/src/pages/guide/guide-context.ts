import { createContext, useContext } from 'react';
import type { CommitmentState, LiveGuide } from '../../api/wire.ts';
import type { Anchor } from './anchors.ts';
import type { GuideBlocks } from './read-guide.ts';

/** What the blocks of the guide's text need to know of its life. */
export interface GuideContext {
  readonly live: LiveGuide;
  readonly blocks: GuideBlocks;
  readonly anchors: ReadonlyMap<number, Anchor>;
  /** Which state stands out, or null for all of them. */
  readonly shown: CommitmentState | null;
  /** Whether there is a margin; without one the notes stand under their lines. */
  readonly hasMargin: boolean;
  /** Tells the margin where the block of this line stands on the page. */
  readonly register: (line: number, element: HTMLElement | null) => void;
  readonly openCommitment: (commitmentId: string) => void;
}

export const guideContext = createContext<GuideContext | null>(null);

export function useGuide(): GuideContext {
  return useContext(guideContext)!;
}
