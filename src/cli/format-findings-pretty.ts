import type { Finding } from '../guide/lint/finding.ts';
import type { LintedFile } from './format-findings.ts';

const RED = 31;
const YELLOW = 33;
const DIM = 2;
const BOLD = 1;
/** Characters of a guide's line that are shown around the words. */
const MOST_SHOWN = 96;

/** For a person at a terminal: the line, a caret under the words, what was understood, the way out. */
export function formatFindingsPretty(files: readonly LintedFile[], color: boolean): string {
  const paint = (code: number, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = files.flatMap((file) => {
    const lines = file.text.split(/\r\n|\r|\n/);
    return file.findings.map((finding) => findingBlock(file.path, lines[finding.line - 1] ?? '', finding, paint));
  });
  return `${[...blocks, summaryOf(files)].join('\n\n')}\n`;
}

type Paint = (code: number, text: string) => string;

function findingBlock(path: string, row: string, finding: Finding, paint: Paint): string {
  const { line, column, endColumn, severity, rule, message, understood, wayOut } = finding;
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const { shown, before, length } = window(row, column - 1, endColumn - 1);
  const hue = severity === 'error' ? RED : YELLOW;
  return [
    `${paint(BOLD, `${path}:${line}:${column}`)}  ${paint(hue, severity)}  ${message}  ${paint(DIM, rule)}`,
    `  ${paint(DIM, `${number} │`)} ${shown}`,
    `  ${paint(DIM, `${margin} │`)} ${' '.repeat(before)}${paint(hue, '^'.repeat(length))}`,
    `  ${margin}   understood: ${understood}`,
    `  ${margin}   way out:    ${wayOut}`,
  ].join('\n');
}

/** As much of a line as fits around the words; tabs as one space each, so that the carets stand under them. */
function window(row: string, from: number, to: number): { shown: string; before: number; length: number } {
  const flat = row.replaceAll('\t', ' ');
  const start = to <= MOST_SHOWN ? 0 : Math.max(0, Math.min(from - 20, flat.length - MOST_SHOWN));
  const cut = flat.slice(start, start + MOST_SHOWN);
  const lead = start > 0 ? '…' : '';
  const before = from - start + lead.length;
  const shown = `${lead}${cut}${start + MOST_SHOWN < flat.length ? '…' : ''}`;
  return { shown, before, length: Math.max(1, Math.min(to - from, shown.length - before)) };
}

function summaryOf(files: readonly LintedFile[]): string {
  const all = files.flatMap(({ findings }) => findings);
  const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  const guides = many(files.length, 'guide');
  if (all.length === 0) return `${guides}: nothing found.`;
  const errors = all.filter(({ severity }) => severity === 'error').length;
  const mendable = all.filter(({ fix }) => fix !== null).length;
  const fixes = mendable === 0 ? '' : ` ${mendable === 1 ? 'One' : mendable} can be mended by --fix.`;
  return `${guides}: ${many(errors, 'error')}, ${many(all.length - errors, 'warning')}.${fixes}`;
}
