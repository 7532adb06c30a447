import { type Inline, plainInline } from './inline.ts';

export interface PlacedInline {
  readonly inline: Inline;
  readonly line: number;
  readonly endLine: number;
}

/** A line that starts with a label of its own: "Owner: Platform", "Sev 1 - nobody can book". */
const LABEL_LINE = /^\s*[\p{L}\p{N}](?:[\p{L}\p{N} ()/&+-]|:(?=\d)){0,60}(?::|\s[-\u2013\u2014])\s+\S/u;
/** A last line that introduces what comes after it: "Retention:". */
const OPEN_LABEL = /^\s*\p{L}[\p{L}\p{N} ()/&+-]{1,60}:\s*$/u;
/** A labelled line of two or three sentences is one statement. */
const MOST_OF_A_LABELLED = 240;
/** The end of a sentence: a stop, a space, and a capital letter; "e.g.", "3.5" and the number of a title do not end one. */
const SENTENCE_END =
  /(?<!\b(?:e\.g|i\.e|etc|vs|approx|max|min|no|p\.a|a\.m|p\.m)|^\s*\d{1,2})[.!?]["')]?\s+(?=["'(`]?[\p{Lu}\d])/gu;
/** The same in a text that does without capitals. */
const SMALL_SENTENCE_END =
  /(?<!\b(?:e\.g|i\.e|etc|vs|approx|max|min|no|p\.a)|^\s*\d{1,2})[.!?]["')]?\s+(?=["'(`]?[\p{L}\d])/gu;
const BESIDE = /\s+[·•|]\s+/;

/**
 * The statements of one paragraph with their own lines: label lines one by one, prose sentence by sentence.
 *
 *   "Owner: Platform\nReview: monthly" → two statements, on lines n and n+1
 *   "Team: Core · Chat: #core" → two statements on one line
 *   "We page at 5 %. It clears\nbelow 2 %." → two statements, on line n and on lines n to n+1
 */
export function statementsOf(inline: Inline, line: number): PlacedInline[] {
  const rows = inline.text.split('\n');
  const ends = /^[^\p{L}]*\p{Ll}/u.test(inline.text) ? SMALL_SENTENCE_END : SENTENCE_END;
  if (
    rows.every((row, n) => LABEL_LINE.test(row) || (n > 0 && n === rows.length - 1 && OPEN_LABEL.test(row))) &&
    (rows.length > 1 || inline.text.length < MOST_OF_A_LABELLED)
  )
    return rows.flatMap((row, n) =>
      labelsIn(row, ends).map((piece, m) => ({
        inline: inlinePart(inline, piece, n === 0 && m === 0),
        line: line + n,
        endLine: line + n,
      })),
    );
  const statements: PlacedInline[] = [];
  let from = 0;
  let at = line;
  for (const end of [...[...inline.text.matchAll(ends)].map((m) => m.index + m[0].length), inline.text.length]) {
    const sentence = inline.text.slice(from, end);
    const breaks = sentence.trimEnd().split('\n').length - 1;
    if (sentence.trim())
      statements.push({ inline: inlinePart(inline, sentence, from === 0), line: at, endLine: at + breaks });
    at += sentence.split('\n').length - 1;
    from = end;
  }
  return statements;
}

/** "Team: Core · Chat: #core" and "Licences: 18 a month. Hotline: 42 a year." as their parts, where each has a label. */
function labelsIn(row: string, ends: RegExp): string[] {
  for (const pieces of [row.split(BESIDE), row.split(ends)])
    if (pieces.length > 1 && pieces.every((piece) => LABEL_LINE.test(piece))) return pieces;
  return [row];
}

const CLAUSE_NUMBER = /^\s*(?:§\s*)?(?:[A-Z]\.?)?\d{1,2}(?:\.\d{1,2})*[.)]?\s+/;

/**
 * The title that a paragraph begins with: "C.2 **Backups.** They are made daily." → "Backups" and the rest. null where its
 * first words are no title.
 */
export function runInTitleOf(inline: Inline): { title: Inline; rest: Inline } | null {
  const number = CLAUSE_NUMBER.exec(inline.text)?.[0] ?? '';
  const { strong } = inline;
  if (strong === null || strong.length > 60 || !inline.text.slice(number.length).startsWith(strong)) return null;
  const rest = inline.text.slice(number.length + strong.length);
  if (!(/[.]\s*$/.test(strong) || (number !== '' && !/^\s*:/.test(rest) && !/:\s*$/.test(strong)))) return null;
  const title = strong.replace(/[.\s]+$/, '');
  // "**Scheduled downtime** may take place …" goes on with the sentence that its title begins.
  const words = /^\s+\p{Ll}/u.test(rest) ? strong + rest : rest;
  return {
    title: plainInline(title),
    rest: { ...inline, text: words, marked: null, strong: null },
  };
}

/** What of a block's inline content belongs to a piece of its text. */
export function inlinePart(inline: Inline, text: string, first: boolean): Inline {
  return {
    text,
    codes: inline.codes.filter((code) => text.includes(code)),
    links: inline.links.filter((link) => text.includes(link.title)),
    marked: first ? inline.marked : null,
    strong: first ? inline.strong : null,
  };
}
