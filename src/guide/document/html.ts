/** One row of an HTML table with its lines in the guide. */
export interface HtmlRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly endLine: number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  le: '≤',
  ge: '≥',
};

/**
 * The rows of the tables in a block of HTML, the header first.
 *
 *   <table><tr><th>Class</th><th>Fix</th></tr><tr><td>Sev-0</td><td>1 hour</td></tr></table>
 *
 * @param line the block's first line in the guide
 */
export function tableRowsIn(html: string, line: number): HtmlRow[] {
  if (!/<tr[\s>]/i.test(html)) return [];
  const rows: HtmlRow[] = [];
  let from = 0;
  let at = line;
  for (const row of html.matchAll(/<tr[\s>]/gi)) {
    at += newlines(html.slice(from, row.index));
    from = row.index;
    const close = /<\/tr>|<tr[\s>]/i.exec(html.slice(row.index + 3));
    const inner = html.slice(row.index, close ? row.index + 3 + close.index : html.length);
    const cells = inner
      .split(/<t[hd](?:\s[^>]*)?>/i)
      .slice(1)
      .map(wordsOf);
    if (cells.length > 0) rows.push({ cells, line: at, endLine: at + newlines(inner) });
  }
  return rows;
}

/** The words of `<summary>Pods are crash looping</summary>`; null where the block folds nothing. */
export function titleOfDetails(html: string): string | null {
  const summary = /<summary(?:\s[^>]*)?>([\s\S]*?)<\/summary>/i.exec(html)?.[1];
  return summary === undefined ? null : wordsOf(summary) || null;
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w{2,6});/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();
}

const newlines = (text: string): number => text.split('\n').length - 1;
