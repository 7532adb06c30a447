import { useRef } from 'react';
import type { LiveGuide } from '../../api/wire.ts';
import { type Anchor, anchorsOf } from './anchors.ts';
import type { GuideReading } from './blocks.ts';

interface Last {
  readonly reading: GuideReading;
  readonly live: LiveGuide;
  readonly anchors: Map<number, Anchor>;
}

/** The anchors of the guide as it is now. Those that nothing happened to are the same as before. */
export function useAnchors(reading: GuideReading, live: LiveGuide): ReadonlyMap<number, Anchor> {
  const last = useRef<Last>(null);
  const isSame =
    last.current?.reading === reading &&
    last.current.live.commitments === live.commitments &&
    last.current.live.diagnostics === live.diagnostics;
  if (last.current === null || !isSame) {
    const before = last.current?.reading === reading ? last.current.anchors : undefined;
    // What stands below the part that has been read so far finds its block once all is read.
    const end = reading.isWhole ? Number.POSITIVE_INFINITY : (reading.blocks.at(-1)?.endLine ?? 0);
    const anchors = anchorsOf(
      reading.blocks,
      live.commitments.filter(({ line }) => line <= end),
      live.diagnostics.filter(({ line }) => line <= end),
      before,
    );
    last.current = { reading, live, anchors };
  }
  return last.current.anchors;
}
