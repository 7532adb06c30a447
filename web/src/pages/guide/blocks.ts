/** What is known of a guide's text once it has been read (read-guide.ts), and how to find a line in it. */
import type { Chunk } from './chunks.ts';

export type BlockKind = 'row' | 'item' | 'heading' | 'code' | 'paragraph';

export interface Block {
  readonly kind: BlockKind;
  readonly line: number;
  readonly endLine: number;
  /** Where on its line it begins, from 1: a row's first cell begins there too. */
  readonly column: number;
  readonly text: string;
  /** Of a heading, 1 to 6; else 0. */
  readonly depth: number;
}

interface Section {
  readonly title: string;
  readonly line: number;
  /** The last line before the next section. */
  readonly endLine: number;
}

export interface GuideReading {
  /** In the order of the file. No two begin on the same line: of two that would, the outer one counts. */
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  /** Line of the guide's title, or null when it has none. */
  readonly titleLine: number | null;
  /** Line of the heading behind `#its-words`, as Markdown hosts make such addresses. */
  readonly lineOfSlug: ReadonlyMap<string, number>;
  /** The text itself, in pieces. */
  readonly chunks: readonly Chunk[];
  /** False while only the beginning of a long text has been read. */
  readonly isWhole: boolean;
}

/** The block that a commitment of this line stands in: the one that begins there, else the smallest around it. */
export function blockOfLine(blocks: readonly Block[], line: number): Block | null {
  const last = lastAtOrBefore(blocks, line);
  const nearest = blocks[last];
  if (nearest === undefined) return null;
  // Blocks that begin later stand deeper: the first that reaches this line, going up, is the smallest around it.
  for (let index = last; index >= 0 && index > last - farthestOuterBlock; index -= 1) {
    const block = blocks[index]!;
    if (block.endLine >= line) return block;
  }
  return nearest;
}

/** An item that holds more blocks than this is not looked for from its end: the block nearest above is taken. */
const farthestOuterBlock = 500;

/** Index of the last of these, in the order of their lines, that begins at this line or above it; -1 for none. */
export function lastAtOrBefore(beginnings: readonly { readonly line: number }[], line: number): number {
  let low = 0;
  let high = beginnings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (beginnings[middle]!.line <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
