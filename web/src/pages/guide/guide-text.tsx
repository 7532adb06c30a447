import { memo } from 'react';
import { ChunkSlot } from './chunk-slot.tsx';
import type { Chunk } from './chunks.ts';

/** Pieces of the text up to which all of them are in the page, so that a browser's own search finds everything. */
const wholeUpTo = 40;
/** Pieces that are there from the first moment on. */
const atOnce = 2;

/** The author's own text, untouched. Of a long guide only what is near the screen is in the page. */
export const GuideText = memo(function GuideText({ chunks, whole }: { chunks: readonly Chunk[]; whole?: boolean }) {
  const isWhole = whole === true || chunks.length <= wholeUpTo;
  return chunks.map((chunk, index) => (
    <ChunkSlot key={chunk.line} chunk={chunk} whole={isWhole} atOnce={index < atOnce} />
  ));
});
