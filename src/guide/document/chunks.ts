/** A piece of a guide that Markdown reads by itself: what stands before and after it changes nothing in it. */
export interface Chunk {
  readonly text: string;
  /** Its first line in the guide, from 1. */
  readonly line: number;
  /** What a fence in the first column holds; it needs no parser. */
  readonly code: FencedCode | null;
}

export interface FencedCode {
  readonly language: string | null;
  readonly value: string;
  /** How many lines the block takes, its fences included. */
  readonly lines: number;
}

/** A piece that is longer ends before the next heading or paragraph: the parser's time grows faster than its text. */
const LONG_CHARACTERS = 1500;

const SECTION = /^#{1,2}(?:[ \t]|$)/;
const HEADING = /^#{3,6}(?:[ \t]|$)/;
/** A line that begins a paragraph, a table row or a label where no list marker, quote or rule can be meant. */
const PARAGRAPH = /^(?:\p{L}|\*\*\S|`[^`]|\|)/u;
const LISTED = /^(?:[A-Za-z]|\d{1,9})[.)]\s/;
const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/;
/** Blocks of HTML that go on over blank lines, and what ends them. */
const HTML: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
];
const DEFINITION = /^ {0,3}\[[^\]^]+\]:\s*\S/;

/**
 * Parts a guide where a section (in a long one: a heading, a paragraph after a blank line) begins in the first column, outside
 * code and HTML. There every list and quote has ended, so that parsing the pieces gives what parsing the whole gives.
 * Definitions of links hold everywhere: they are given to each piece that may refer to one.
 */
export function chunksIn(text: string): Chunk[] {
  const lines = text.split(/\r\n|\r|\n/);
  const starts = startsIn(lines);
  if (starts === null) return [{ text, line: 1, code: null }];
  const definitions = lines.filter((line) => DEFINITION.test(line));
  const appended = definitions.length > 0 ? `\n\n${definitions.join('\n')}` : '';
  return starts.map((start, n) => {
    const own = lines.slice(start, starts[n + 1] ?? lines.length);
    const words = own.join('\n');
    const code = codeIn(own);
    const refers = appended !== '' && code === null && words.includes('[');
    return { text: refers ? words + appended : words, line: start + 1, code };
  });
}

/** The block that is all of a piece; null where it is another, or its label needs the parser. */
function codeIn(lines: readonly string[]): FencedCode | null {
  const [, indent, mark] = FENCE.exec(lines[0]!) ?? [];
  const last = lines.at(-1)!;
  const isClosed =
    lines.length > 1 && /^\s{0,3}(?:`{3,}|~{3,})[ \t]*$/.test(last) && last.trim().startsWith(mark ?? ' ');
  const label = lines[0]!.slice(mark?.length ?? 0).trim();
  if (mark === undefined || indent !== '' || !isClosed || /[&\\]/.test(label)) return null;
  const value = lines.slice(1, -1).join('\n').replaceAll('\0', '\ufffd');
  return { language: label.split(/\s/)[0] || null, value, lines: lines.length };
}

/** The lines, from 0, at which pieces begin; null where an indented fence may have been ended by a list's end. */
function startsIn(lines: readonly string[]): number[] | null {
  const starts = [0];
  let from = 0;
  let length = 0;
  let fence: { mark: string; indented: boolean } | null = null;
  let html: RegExp | null = null;
  const matter = /^---\s*$/.test(lines[0] ?? '') ? lines.findIndex((line, n) => n > 0 && /^---\s*$/.test(line)) : -1;
  for (const [n, line] of lines.entries()) {
    length += line.length + 1;
    if (n <= matter) continue;
    if (fence !== null) {
      if (fence.indented && /^\S/.test(line) && !line.startsWith(fence.mark)) return null;
      const close: string | undefined = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(
        fence.indented ? line.trimStart() : line,
      )?.[1];
      if (!close?.startsWith(fence.mark)) continue;
      if (!fence.indented && n + 1 < lines.length) {
        starts.push(n + 1);
        from = n + 1;
        length = 0;
      }
      fence = null;
      continue;
    }
    if (html !== null) {
      if (html.test(line)) html = null;
      continue;
    }
    const opened = FENCE.exec(line) ?? /^(\s+|\s*(?:[-*+]|\d{1,9}[.)])\s+)(`{3,}(?=[^`]*$)|~{3,})/.exec(line);
    if (opened) {
      // A fence within a list ends with the list, and code of four spaces is no fence: such a text is left whole.
      if (/^\s{4}/.test(opened[1]!) && !/\S/.test(opened[1]!) && !isInList(lines, n)) continue;
      fence = { mark: opened[2]!, indented: opened[1] !== '' };
      if (!fence.indented && n > from) {
        starts.push(n);
        from = n;
      }
      continue;
    }
    const block = line.includes('<') ? HTML.find(([open]) => open.test(line)) : undefined;
    if (block) {
      if (!block[1].test(line.replace(/^ {0,3}<!?-{0,2}/, ''))) html = block[1];
      continue;
    }
    const begins =
      SECTION.test(line) ||
      (length > LONG_CHARACTERS &&
        (HEADING.test(line) || (lines[n - 1]?.trim() === '' && PARAGRAPH.test(line) && !LISTED.test(line))));
    if (begins && n > from) {
      starts.push(n);
      from = n;
      length = line.length + 1;
    }
  }
  return starts;
}

/** Whether the nearest line above that is not indented is a list's item. */
function isInList(lines: readonly string[], at: number): boolean {
  for (let n = at - 1; n >= 0; n -= 1) {
    const line = lines[n]!;
    if (/^\S/.test(line)) return /^(?:[-*+]|\d{1,9}[.)])\s/.test(line);
    if (/^ {1,3}(?:[-*+]|\d{1,9}[.)])\s/.test(line)) return true;
  }
  return false;
}
