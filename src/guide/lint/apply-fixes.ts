import type { Edit, Finding } from './finding.ts';

/** The guide with every fix applied that does not overlap an earlier one; run the linter again for the rest. */
export function applyFixes(text: string, findings: readonly Finding[]): { text: string; applied: number } {
  const pieces = text.split(/(\r\n|\r|\n)/);
  const taken: Edit[] = [];
  let applied = 0;
  for (const { fix } of findings) {
    if (fix === null || fix.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    taken.push(...fix);
    applied += 1;
  }
  // From the end of the guide, so that columns before an edit stay what they were.
  taken.sort((a, b) => b.line - a.line || b.column - a.column);
  for (const { line, column, endColumn, replacement } of taken) {
    // Lines stand at even places, their ends between them.
    const at = (line - 1) * 2;
    const row = pieces[at] ?? '';
    pieces[at] = row.slice(0, column - 1) + replacement + row.slice(endColumn - 1);
  }
  return { text: pieces.join(''), applied };
}

const overlaps = (a: Edit, b: Edit): boolean => a.line === b.line && a.column < b.endColumn && b.column < a.endColumn;
