import type { Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { memo, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { flushSync } from 'react-dom';
import { blockComponents } from './block-components.tsx';
import type { Chunk } from './chunks.ts';
import { nearScreen } from './near-screen.ts';

interface SlotProperties {
  readonly chunk: Chunk;
  /** In the page wherever it stands. */
  readonly whole: boolean;
  readonly atOnce: boolean;
}

/**
 * The place of a piece of the text. `away`: as high as the piece was, or as is guessed, with nothing in it. `here`: with
 * the piece. It comes and goes by its distance from the screen, and comes at once when it is called for: a line in the
 * address, a sheet of paper.
 */
export function ChunkSlot({ chunk, whole, atOnce }: SlotProperties) {
  const slot = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(atOnce);
  const height = useRef(chunk.height);
  const isHere = whole || isNear;
  useEffect(() => {
    const element = slot.current;
    if (whole || element === null) return;
    return nearScreen(element, {
      come: () => startTransition(() => setNear(true)),
      go: () => {
        height.current = element.getBoundingClientRect().height;
        startTransition(() => setNear(false));
      },
      call: () => flushSync(() => setNear(true)),
    });
  }, [whole]);
  return (
    <div
      ref={slot}
      className={whole ? 'slot' : 'slot windowed'}
      data-line={chunk.line}
      style={
        whole ? { containIntrinsicHeight: `auto ${chunk.height}px` } : isHere ? undefined : { height: height.current }
      }
    >
      {isHere ? <ChunkText tree={chunk.tree} /> : null}
    </div>
  );
}

/** It renders once; only blocks with a note listen to what changes. */
const ChunkText = memo(function ChunkText({ tree }: { tree: string }) {
  return useMemo(
    () =>
      toJsxRuntime(JSON.parse(tree) as Root, {
        Fragment,
        jsx,
        jsxs,
        components: blockComponents,
        ignoreInvalidStyle: true,
        passKeys: true,
        passNode: true,
      }),
    [tree],
  );
});
