import { durationInWords } from '../../prove/words.ts';
import { FINDINGS, type RehearsalReport, type RehearsalRow, type Verdict } from './report.ts';

const SIGNS: Readonly<Record<Verdict, string>> = {
  within: '✓',
  late: '✗',
  early: '✗',
  silent: '✗',
  unpaged: '✗',
  'false-alarm': '✗',
  overridden: '–',
  'no-time': '–',
  'not-played': '◌',
  'needs-input': '✎',
};
const RULE_SIGNS = { holds: '✓', broken: '✗', 'not-tried': '◌' } as const;
const WIDEST_NAME = 44;
const NO_ESCALATION = 'the guide has none: the time in the bindings counts (escalation.afterMinutes)';

/** The report as a table for a terminal. */
export function formatRehearsal(report: RehearsalReport): string {
  const { rows, rules, days, faults, incidents, pages, seed } = report;
  const lines = [
    `${report.systemName}: ${days} days rehearsed (seed ${seed})`,
    `${faults} faults, ${incidents} incidents, ${pages} pages`,
    '',
    ...table(
      'Alerts: from the fault to the page',
      rows.filter((row) => row.kind === 'alert'),
      'the guide has none',
    ),
    ...table(
      'Escalation: from one page to the next',
      rows.filter((row) => row.kind === 'escalation'),
      NO_ESCALATION,
    ),
    'Always',
    ...rules.map((rule) => `  ${RULE_SIGNS[rule.state]} ${rule.name} (${rule.detail})`),
    '',
    conclusion(report),
  ];
  return lines.join('\n');
}

function table(title: string, rows: readonly RehearsalRow[], otherwise: string): string[] {
  if (rows.length === 0) return [title, `  ${otherwise}`, ''];
  const cells = rows.map((row) => [
    `${SIGNS[row.verdict]} ${clipped(row.name)}`,
    `line ${row.line}`,
    row.measuredSeconds === null ? '' : durationInWords(row.measuredSeconds * 1000),
    row.allowedSeconds === null ? '' : `of ${durationInWords(row.allowedSeconds * 1000)}`,
    row.plays === 0 ? '' : `${row.plays}×`,
    row.verdict === 'within' ? row.note : `${row.verdict}: ${row.note}`,
  ]);
  const widths = cells[0]?.map((_cell, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number): boolean => column >= 2 && column <= 4;
  const lines = cells.map((line) =>
    line
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`), ''];
}

function conclusion({ rows, findings }: RehearsalReport): string {
  const within = rows.filter((row) => row.verdict === 'within').length;
  const open = rows.filter((row) => row.verdict !== 'within' && !FINDINGS.has(row.verdict)).length;
  const rest = open === 0 ? '' : `, ${open} could not be tried`;
  if (findings === 0) return `${within} of ${rows.length} would page as the guide says${rest}.`;
  return `${findings} ${findings === 1 ? 'finding' : 'findings'}: ${within} of ${rows.length} would page as the guide says${rest}.`;
}

function clipped(name: string): string {
  return name.length <= WIDEST_NAME ? name : `${name.slice(0, WIDEST_NAME - 1)}…`;
}
