import { type Block, blocksAt, inlineIn, type ListItem } from './markdown.ts';

/**
 * What a block says that only stands apart: a list of metrics fenced as YAML, a checklist fenced as Markdown.
 *
 *   "Scale up:\n  - CPU > 70% for 10 minutes\n\nScale down:\n  - CPU < 30% for 30 minutes"
 *
 * @param language of its fence, in lower case
 * @param line of its first row in the guide
 * @returns the same as paragraphs and lists; empty for what is configuration, output or a template
 */
export function spokenBlocks(text: string, language: string | null, line: number): Block[] {
  if (language !== null && !SHOWS.test(language)) return [];
  if (/^(?:markdown|md)$/.test(language ?? '')) return hasGaps(text) ? [] : titled(blocksAt(text, line));
  const rows = rowsOf(text, line, /^ya?ml$/.test(language ?? ''));
  return rows === null || hasGaps(text) ? [] : blocksOf(rows);
}

/** Languages of blocks that only show; a list in a program is data. */
const SHOWS = /^(?:te?xt|plain(?:text)?|ya?ml|markdown|md)$/;

/** "[Name]", "YYYY-MM-DD", "{impact}": what is there to be filled in says nothing yet. */
const hasGaps = (text: string): boolean =>
  /\[(?![ xX✓]?\]|[^\]]*\]\()[^\]\n]{2,}\]|\bYYYY\b|\bHH:MM\b|\bX{2,}\b|_{3,}|\$?\{\w+\}|<[A-Z]\w+>/.test(text);

/** Titles within a block stand over what follows in it, and over nothing else of the guide. */
const titled = (blocks: readonly Block[]): Block[] =>
  blocks.map((block) => (block.type === 'heading' ? { ...block, type: 'paragraph', isBold: true } : block));

interface Row {
  readonly line: number;
  readonly indent: number;
  /** The n of "3. Route the traffic"; null for any other row. */
  readonly ordinal: number | null;
  readonly isItem: boolean;
  readonly checked: boolean | null;
  readonly text: string;
}

const ROW = /^(\s*)(?:([-*+•]|(\d{1,2})[.)])\s+)?(?:(\[(?:\s?|[xX✓])\]|[☐⬜☑✅])\s+)?(\S.*)$/u;
/** Words set over a list: "# Morning", "**Morning**". */
const TITLE = /^(?:#+\s+(.+?)|\*\*(.+?)\*\*):?$/;
const RULE = /^\s*(?:-{3,}|={3,}|\*{3,})\s*$/;
/** A name as people write one: "Health check endpoint", not `healthCheck` or `AWS::Region`. */
const LABEL = /^\p{Lu}[\p{L}\d]*(?:[ /&(),.%#+-]+[\p{L}\d]+)*[)%]*:(?:\s|$)/u;
const CAMEL = /^\p{Lu}\p{Ll}+\p{Lu}/u;
/** A member of a file, an address alone, a drawing. */
const CODED = /::|[{};]\s*$|=>|[│┌└├▼↓]|^["']?\p{Ll}[\w.-]*["']?:(?:\s|$)|^https?:\/\/\S+$/u;

/** The rows of a block in which every row is an item or has a label; null where one is neither. */
function rowsOf(text: string, from: number, isYaml: boolean): Row[] | null {
  const rows: Row[] = [];
  for (const [n, written] of text.split('\n').entries()) {
    const [, hashed, bold] = TITLE.exec(written.trim()) ?? [];
    if (!written.trim() || RULE.test(written) || (isYaml && hashed)) continue;
    const title = hashed ?? bold;
    const [, indent, mark, ordinal, box, words] = ROW.exec(title ? `${title.replace(/:$/, '')}:` : written) ?? [];
    const isItem = mark !== undefined || box !== undefined;
    if (words === undefined || CODED.test(words)) return null;
    if (!title && !isItem && (!LABEL.test(words) || CAMEL.test(words))) return null;
    rows.push({
      line: from + n,
      indent: indent!.length,
      ordinal: ordinal === undefined ? null : Number(ordinal),
      isItem,
      checked: box === undefined ? null : /[xX✓☑✅]/u.test(box),
      text: words.trim(),
    });
  }
  const speaks = rows.some(({ text: words }) => /\p{L}\s+\S/u.test(words.replace(/^[\w-]+:\s/, '')));
  // A block of nothing but addresses is read as one.
  return rows.length > 1 && speaks && !rows.every((row) => row.text.includes('://')) ? rows : null;
}

/** Rows that stand deeper than the one above them belong to it. */
function blocksOf(rows: readonly Row[]): Block[] {
  const blocks: Block[] = [];
  for (let n = 0; n < rows.length; ) {
    const row = rows[n]!;
    const end = endOf(rows, n);
    const below = rows.slice(n + 1, end);
    if (row.isItem) {
      const last = endOfList(rows, n);
      const items = itemsOf(rows.slice(n, last));
      blocks.push({ type: 'list', start: row.ordinal, items, line: row.line, endLine: items.at(-1)!.endLine });
      n = last;
      continue;
    }
    blocks.push({ type: 'paragraph', inline: inlineIn(row.text), isBold: false, line: row.line, endLine: row.line });
    if (below.length > 0) {
      const items = itemsOf(below);
      blocks.push({
        type: 'list',
        start: below[0]!.ordinal,
        items,
        line: items[0]!.line,
        endLine: items.at(-1)!.endLine,
      });
    }
    n = end;
  }
  return blocks;
}

/** Where what belongs to a row ends. */
function endOf(rows: readonly Row[], at: number): number {
  const end = rows.findIndex((row, n) => n > at && row.indent <= rows[at]!.indent && !isItemOf(rows[at]!, row));
  return end === -1 ? rows.length : end;
}

/** "Metrics:" and its "- items" may stand in one column. */
const isItemOf = (label: Row, row: Row): boolean => !label.isItem && row.isItem && row.indent === label.indent;

function endOfList(rows: readonly Row[], at: number): number {
  const end = rows.findIndex((row, n) => n > at && row.indent <= rows[at]!.indent && !row.isItem);
  return end === -1 ? rows.length : end;
}

function itemsOf(rows: readonly Row[]): ListItem[] {
  const items: ListItem[] = [];
  for (let n = 0; n < rows.length; ) {
    const { line, text, checked } = rows[n]!;
    const end = endOf(rows, n);
    const below = end > n + 1 ? itemsOf(rows.slice(n + 1, end)) : [];
    const endLine = below.at(-1)?.endLine ?? line;
    const head: Block = { type: 'paragraph', inline: inlineIn(text), isBold: false, line, endLine: line };
    const list: Block[] =
      below.length > 0 ? [{ type: 'list', start: rows[n + 1]!.ordinal, items: below, line: line + 1, endLine }] : [];
    items.push({ line, endLine, checked, blocks: [head, ...list] });
    n = end;
  }
  return items;
}
