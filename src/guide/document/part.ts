/**
 * The normalised guide: one tree of parts, in which everything that says what the statements under it are about (a
 * heading, a lead-in line, a list item with items of its own) stands above them. Readers see parts, never Markdown.
 */
export interface Part {
  readonly form: PartForm;
  /** The words as written, without Markdown marks, one line. */
  readonly text: string;
  /** `Label` of "**Label**: value", or of "Label: value"; null where the text has none. */
  readonly label: string | null;
  /** What follows the label; the whole text where there is none. */
  readonly value: string;
  /** What the part is called: the label of an item, the heading without its numbering and decoration. */
  readonly title: string;
  /** The n of "3. Restart" or of a heading "3. Assessment" / "Step 3: …". */
  readonly ordinal: number | null;
  /** The tick of "- [x]"; null where there is no box. */
  readonly checked: boolean | null;
  /** Inline code spans, in order. */
  readonly codes: readonly string[];
  readonly links: readonly { readonly title: string; readonly url: string }[];
  /** Cells of a table row, in the order of `columns`. */
  readonly cells: readonly string[];
  /** The header of the table a row stands in. */
  readonly columns: readonly string[];
  /** Word after the opening fence, lower case. */
  readonly language: string | null;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
  /** Heading depth; 0 for anything else. */
  readonly depth: number;
  readonly parent: Part | null;
  readonly children: readonly Part[];
}

type PartForm = 'guide' | 'heading' | 'lead-in' | 'item' | 'row' | 'line' | 'fence';

/** A part while it is being built: its parent appends to it and moves its end. */
export interface OpenPart extends Omit<Part, 'children' | 'endLine'> {
  children: OpenPart[];
  endLine: number;
}

/** Every part of the tree, in the order of the guide. */
export function* walk(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* walk(child);
}

/** The part itself and what stands above it, nearest first. */
export function* upward(part: Part): Generator<Part> {
  for (let at: Part | null = part; at; at = at.parent) yield at;
}

/** Titles of the headings above, outermost first. */
export function sectionOf(part: Part): string[] {
  return [...upward(part)]
    .filter((above) => above.form === 'heading' && above !== part)
    .map((above) => above.title)
    .reverse();
}

/**
 * A block that is only indented, as if a fence stood on the line above it: what reads blocks counts their lines from the
 * fence.
 */
export function asFenced(block: Part): Part {
  const isFenced = block.endLine - block.line + 1 > block.text.split('\n').length;
  return isFenced ? block : { ...block, line: block.line - 1 };
}
