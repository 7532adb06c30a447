import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { blockOfLine, type GuideBlocks } from './read-guide.ts';

/** `#L123` brings the block of that line into view and marks it for a moment. */
export function useLineInAddress(blocks: GuideBlocks) {
  const { hash } = useLocation();
  useEffect(() => {
    const line = /^L(\d+)$/.exec(hash)?.[1];
    if (line === undefined) return;
    const block = blockOfLine(blocks.blocks, Number(line));
    const element = block === null ? null : document.getElementById(`L${block.line}`);
    if (element === null) return;
    // Headings stand at the top of what they begin; any other line is read with what is around it.
    element.scrollIntoView({ block: block?.kind === 'heading' ? 'start' : 'center' });
    element.classList.add('addressed');
    const timer = setTimeout(() => element.classList.remove('addressed'), 2_500);
    return () => {
      clearTimeout(timer);
      element.classList.remove('addressed');
    };
  }, [hash, blocks]);
}
