import type { Inline } from './inline.ts';
import { inlinePart, type PlacedInline } from './sentences.ts';

/** One line of a paragraph that is a list in all but its marks. */
export interface Entry {
  readonly form: 'item' | 'line';
  readonly statement: PlacedInline;
  /** How deep its line is indented in the source. */
  readonly indent: number;
  readonly checked: boolean | null;
}

const OPEN_BOX = /^\s*[☐□▢⬜]\s*/u;
const TICKED_BOX = /^\s*[☑✅☒✔✓]\ufe0f?\s*/u;
/** A tick that decorates as often as it ticks: alone on its line it is no list. */
const DONE = /^\s*[✅✔✓]/u;
const BULLET = /^\s*[•‣▪●◦·–]\s+/u;
const BRANCH = /^[\s│┃|]*[└├][─━-]*\s*/u;
const DEFINITION = /^\s*:\s+/;
const REACTION = /\S\s*(?:→|⇒|=>|->)\s*\S/;
/** A line that may follow another without going on with its sentence. */
const STARTS = /^[^\p{L}\p{N}]*[\p{Lu}\p{N}<>≥≤]|^\s*\p{Extended_Pictographic}/u;

/**
 * The lines of a paragraph where each stands for itself: boxes and bullets that Markdown does not know, the branches of a
 * tree, lines indented ever deeper, conditions with their reactions, terms with definitions. null for running text.
 *
 *   "☐ 07:00 check the queue\n☑ 08:00 read the report";  "Battery < 11.8 V → mail\nSilent > 20 min → SMS"
 *   "Primary\n└─ (no answer in 5 min) Secondary";  "Service desk\n: +49 30 5550 100"
 */
export function entriesOf(inline: Inline, line: number, source: readonly string[]): Entry[] | null {
  const rows = inline.text.split('\n');
  const raw = rows.map((row, n) => source[line - 1 + n] ?? row);
  if (DEFINITION.test(rows[1] ?? '')) return definitions(inline, rows, line);
  const marked = rows.filter((row) => OPEN_BOX.test(row) || TICKED_BOX.test(row) || BULLET.test(row));
  const branches = raw.filter((row) => BRANCH.test(row)).length;
  const isList =
    (marked.length === rows.length && (rows.length > 1 || (!BULLET.test(rows[0]!) && !DONE.test(rows[0]!)))) ||
    (branches > 0 && branches >= rows.length - 1) ||
    (rows.length > 1 && isStaircase(raw)) ||
    (rows.length > 1 &&
      rows.every((row) => STARTS.test(row)) &&
      rows.filter((row) => REACTION.test(row)).length * 2 >= rows.length);
  if (!isList) return null;
  return rows.map((row, n) => {
    const checked = TICKED_BOX.test(row) ? true : OPEN_BOX.test(row) ? false : null;
    const words = [OPEN_BOX, TICKED_BOX, BULLET, BRANCH].reduce((rest, mark) => rest.replace(mark, ''), row);
    const indent = /^[\s│┃|└├─━]*/u.exec(raw[n]!)![0].length;
    return { form: 'item', statement: place(inline, words, line + n, n === 0), indent, checked };
  });
}

/** Every line but the first is indented, and they do not all stand equally deep. */
function isStaircase(raw: readonly string[]): boolean {
  const indents = raw.map((row) => /^[ \t]*/.exec(row)![0].length);
  return indents.slice(1).every((indent) => indent > indents[0]!) && new Set(indents).size > 2;
}

/** "Duty integrator\n: +49 30 5550 101" as "Duty integrator: +49 30 5550 101", on the line of the definition. */
function definitions(inline: Inline, rows: readonly string[], line: number): Entry[] {
  const entries: Entry[] = [];
  let term = '';
  for (const [n, row] of rows.entries()) {
    if (!DEFINITION.test(row)) {
      term = row.trim();
      continue;
    }
    const statement = place(inline, `${term}: ${row.replace(DEFINITION, '')}`, line + n, false);
    entries.push({ form: 'item', statement, indent: 0, checked: null });
  }
  return entries;
}

function place(inline: Inline, text: string, line: number, first: boolean): PlacedInline {
  return { inline: inlinePart(inline, text, first), line, endLine: line };
}
