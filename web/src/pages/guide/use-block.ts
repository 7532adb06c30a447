import type { Element } from 'hast';
import { useCallback } from 'react';
import type { Anchor } from './anchors.ts';
import type { BlockKind } from './blocks.ts';
import { useGuide } from './guide-context.ts';

interface BlockUse {
  /** The commitments that stand beside this block; undefined for most. */
  readonly anchor: Anchor | undefined;
  readonly attributes: {
    readonly id?: string;
    readonly className?: string;
    readonly ref: (element: HTMLElement | null) => void;
    readonly 'aria-describedby'?: string;
  };
}

/** Joins a rendered block with its line of the guide: its address, its rule at the left, its place for the margin. */
export function useBlock(node: Element | undefined, kind: BlockKind, className?: string): BlockUse {
  const { anchors, register, shown, hasMargin } = useGuide();
  const line = node?.position?.start.line ?? 0;
  const found = anchors.get(line);
  const anchor = found?.block.kind === kind ? found : undefined;
  const isAnchor = anchor !== undefined;
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (isAnchor) register(line, element);
    },
    [isAnchor, line, register],
  );
  const classes = [className, anchor === undefined ? undefined : `anchored ${anchor.state}`];
  if (anchor !== undefined && shown !== null) {
    classes.push(anchor.commitments.some(({ state }) => state === shown) ? 'standing-out' : 'faded');
  }
  const joined = classes.filter((each) => each !== undefined).join(' ');
  return {
    anchor,
    attributes: {
      id: `L${line}`,
      ref,
      ...(joined === '' ? {} : { className: joined }),
      ...(isAnchor && hasMargin ? { 'aria-describedby': `note-${line}` } : {}),
    },
  };
}
