import type { Inline } from './read-markdown.ts';

export interface PlacedInline {
  readonly inline: Inline;
  readonly line: number;
  readonly endLine: number;
}

/** A line that starts with a label of its own: "Owner: Platform", "Sev 1 - nobody can book". */
const LABEL_LINE = /^\s*[\p{L}][\p{L}\p{N} ()/&-]{0,40}(?::|\s[-\u2013\u2014])\s+\S/u;
/** A labelled line of two or three sentences is one statement. */
const MOST_OF_A_LABELLED = 240;
/** The end of a sentence: a stop, a space, and a capital letter; "e.g." and "3.5" do not end one. */
const SENTENCE_END = /(?<!\b(?:e\.g|i\.e|etc|vs|approx|max|min|no))[.!?]["')]?\s+(?=["'(`]?[\p{Lu}\d])/gu;

/**
 * The statements of one paragraph with their own lines: label lines one by one, prose sentence by sentence.
 *
 *   "Owner: Platform\nReview: monthly" → two statements, on lines n and n+1
 *   "We page at 5 %. It clears\nbelow 2 %." → two statements, on line n and on lines n to n+1
 */
export function statementsOf(inline: Inline, line: number): PlacedInline[] {
  const rows = inline.text.split('\n');
  if (rows.every((row) => LABEL_LINE.test(row)) && (rows.length > 1 || inline.text.length < MOST_OF_A_LABELLED))
    return rows.map((row, n) => ({ inline: part(inline, row, n === 0), line: line + n, endLine: line + n }));
  const statements: PlacedInline[] = [];
  let from = 0;
  let at = line;
  for (const end of [
    ...[...inline.text.matchAll(SENTENCE_END)].map((m) => m.index + m[0].length),
    inline.text.length,
  ]) {
    const sentence = inline.text.slice(from, end);
    const breaks = sentence.trimEnd().split('\n').length - 1;
    if (sentence.trim())
      statements.push({ inline: part(inline, sentence, from === 0), line: at, endLine: at + breaks });
    at += sentence.split('\n').length - 1;
    from = end;
  }
  return statements;
}

function part(inline: Inline, text: string, first: boolean): Inline {
  return {
    text,
    codes: inline.codes.filter((code) => text.includes(code)),
    links: inline.links.filter((link) => text.includes(link.title)),
    marked: first ? inline.marked : null,
  };
}
