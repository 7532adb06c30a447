import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type Block, blockOfLine, type GuideReading } from './blocks.ts';
import { callLine } from './near-screen.ts';

/** How long a line that was gone to is held in its place while the pieces above it take their true heights. */
const settleMs = 700;

/** `#L123` brings the block of that line into view and marks it for a moment. */
export function useLineInAddress({ blocks, isWhole }: GuideReading) {
  const { hash } = useLocation();
  useEffect(() => {
    const line = /^L(\d+)$/.exec(hash)?.[1];
    const block = line === undefined ? null : blockOfLine(blocks, Number(line));
    // Until all is read, the line may be one that comes later.
    if (block === null || (block === blocks.at(-1) && !isWhole)) return;
    const element = showBlock(block);
    element?.classList.add('addressed');
    const timer = setTimeout(() => element?.classList.remove('addressed'), 2_500);
    return () => {
      clearTimeout(timer);
      element?.classList.remove('addressed');
    };
  }, [hash, blocks, isWhole]);
}

/** Scrolls to a block, wherever it is, and returns its element. */
export function showBlock(block: Block): HTMLElement | null {
  const find = () => document.getElementById(`L${block.line}`);
  // Headings stand at the top of what they begin; any other line is read with what is around it.
  const place = block.kind === 'heading' ? 'start' : 'center';
  callLine(block.line);
  find()?.scrollIntoView({ block: place });
  hold(() => {
    callLine(block.line);
    find()?.scrollIntoView({ block: place });
  });
  return find();
}

/** Again with every frame until the time is over, or the reader moves. */
function hold(again: () => void) {
  const ends = performance.now() + settleMs;
  let isHeld = true;
  const free = new AbortController();
  for (const moves of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    window.addEventListener(
      moves,
      () => {
        isHeld = false;
        free.abort();
      },
      { passive: true, signal: free.signal },
    );
  const frame = () => {
    if (!isHeld) return;
    if (performance.now() > ends) return free.abort();
    again();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
