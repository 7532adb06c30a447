/**
 * Where the notes of the margin stand. Each wants to be level with its line; none may lie on another. A note is as
 * tall as the room before the next one allows, so that a list of short lines keeps its notes beside them, and only
 * what still does not fit is pushed down.
 */
export interface PlaceWanted {
  /** The line of the guide it belongs to. */
  readonly line: number;
  /** Pixels from the margin's top to the block's. */
  readonly top: number;
  /** The block's own height. */
  readonly height: number;
  /** How many notes stand under each other: 1, or all of them once unfolded. */
  readonly notes: number;
}

/** One text line; a value with a line below; a value with two lines below. */
export type NoteSize = 'compact' | 'full' | 'roomy';

export interface Place {
  readonly line: number;
  readonly top: number;
  readonly size: NoteSize;
  /** Whether its first line is level with the only line of its block, and the others hang below. */
  readonly hangs: boolean;
}

export const noteHeights: Readonly<Record<NoteSize, number>> = { compact: 22, full: 40, roomy: 56 };
const gap = 4;
/** Blocks that are no taller show one line beside their note: an item, a heading, the bar of a code block. */
const oneLine = 40;

/** `wanted` in the order of the page. */
export function placeNotes(wanted: readonly PlaceWanted[]): Place[] {
  let free = Number.NEGATIVE_INFINITY;
  return wanted.map((want, index) => {
    const start = Math.max(free, want.top);
    const room = (wanted[index + 1]?.top ?? Number.POSITIVE_INFINITY) - start - gap;
    // Whoever unfolds a line's notes wants to read them; what comes below makes room.
    const size = want.notes > 1 ? 'full' : sizeFor(room);
    // Level with the one line of an item, with the middle of a row, and with the first line of a block that is taller
    // than a note or two. A further line of text hangs below: it must not lift the first.
    const hangs = want.height <= oneLine;
    const lead = hangs ? noteHeights.compact : Math.min(noteHeights[size], noteHeights.full);
    const level = want.height < 72 ? want.top + (want.height - lead) / 2 : want.top;
    const top = Math.max(free, level);
    free = top + want.notes * noteHeights[size] + gap;
    return { line: want.line, top, size, hangs };
  });
}

function sizeFor(room: number): NoteSize {
  if (room >= noteHeights.roomy) return 'roomy';
  return room >= noteHeights.full - gap ? 'full' : 'compact';
}
