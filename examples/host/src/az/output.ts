/** `-o json` (the default), `-o tsv`, `-o table`, as the Azure command line prints them. */
export function render(value: unknown, format: string): string {
  if (value === undefined || value === null || format === 'none') return '';
  if (format === 'tsv')
    return rowsOf(value)
      .map((row) => cells(row).join('\t'))
      .join('\n');
  if (format === 'table') return table(rowsOf(value));
  return JSON.stringify(value, null, 2);
}

function rowsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function cells(row: unknown): string[] {
  if (row === null || typeof row !== 'object') return [String(row)];
  return Object.values(row).map((cell) => (cell !== null && typeof cell === 'object' ? '' : textOf(cell)));
}

/** Nested values have no place in a table, so their columns are left out. */
function table(rows: unknown[]): string {
  const objects = rows.map((row) =>
    row !== null && typeof row === 'object' ? (row as Record<string, unknown>) : { Result: row },
  );
  const names = [...new Set(objects.flatMap((row) => Object.keys(row)))].filter((name) =>
    objects.every((row) => row[name] === null || typeof row[name] !== 'object'),
  );
  const body = objects.map((row) => names.map((name) => textOf(row[name])));
  const titles = names.map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const widths = titles.map((title, column) => Math.max(title.length, ...body.map((cells) => cells[column]!.length)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(titles), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
