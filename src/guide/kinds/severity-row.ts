import type { EscalationFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { deadlineOf, durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { severityClassIn, severityIn } from '../words/severity-name.ts';
import { cell, has, headerOf } from './columns.ts';
import { listed } from './labels.ts';
import { ARROW, readChainIn } from './ladder.ts';
import { base, RESOLUTION, RESPONSE } from './severity-class.ts';

/** | P1 | nobody can pay | 10 min | bank down |   and   | Major (S1) | 25 minutes | 6 hours | */
export function readSeverityRow(row: Part): Draft[] {
  if (
    !(has(row, 'severity') || has(row, 'level')) ||
    has(row, 'threshold') ||
    !(
      answersBy(row) ||
      (['response', 'resolution', 'latency', 'description', 'means', 'criteria'] as const).some((column) =>
        has(row, column),
      )
    )
  )
    return [];
  const named = cell(row, 'severity') || cell(row, 'level') || row.cells[0] || '';
  const level = severityIn(named) ?? numberedIn(row, named);
  if (!level) return [];
  return [
    draft(row, {
      ...base(level, /^\d$/.test(named.trim()) ? level : named),
      ...(/\bname\b/i.test(headerOf(row, 'person')) ? { name: cell(row, 'person') || null } : {}),
      definition: cell(row, 'description') || cell(row, 'means') || cell(row, 'criteria') || null,
      responseS: deadlineOf(withDigits(cell(row, 'response') || answersBy(row) || cell(row, 'latency'))),
      resolutionS: deadlineOf(withDigits(cell(row, 'resolution'))),
      examples: listed(cell(row, 'examples')),
    }),
    ...readPath(row, level),
  ];
}

/** "response < 15 min" in a column that is called "SLA". */
const answersBy = (row: Part): string | undefined =>
  row.cells.find((words, n) => /\bsla\b/i.test(row.columns[n] ?? '') && RESPONSE.test(words) && /\d/.test(words));

/** | SEV | over | 1 |: the class under its own word. */
function numberedIn(row: Part, cell: string): string | null {
  const word = /^(?:(sev)|(p))(?:erity|rio(?:rity)?)?(?: level)?$/i.exec(headerOf(row, 'severity'));
  return word && /^[0-5]$/.test(cell.trim()) ? `${word[1] ? 'SEV-' : 'P'}${cell.trim()}` : null;
}

/** "On-call → Team lead → Director" in a column of its class: who is next. */
function readPath(row: Part, severity: string): Draft[] {
  const at = row.cells.findIndex((words) => words.split(ARROW).length > 1);
  const waits = row.columns.findIndex((header) =>
    /\bescalat\w*\b.*\b(?:time|after|within)\b|\bescalate (?:after|in)\b/i.test(header),
  );
  const [wait] = durationsIn(withDigits(row.cells[waits] ?? ''));
  return readChainIn(row, row.cells[at] ?? '').map((step) => {
    const fields = { ...step.fields, severity } as EscalationFields;
    return { ...step, fields: { ...fields, afterS: fields.afterS ?? (wait ? Math.round(wait.seconds) : null) } };
  });
}

/** | Working hours | Mon-Fri 8-17 | 10 minutes (P0), 2 hours (P1) |: a time for each class in one cell. */
export function readSeverityCells(row: Part): Draft[] {
  const at = row.columns.findIndex((header) => RESPONSE.test(header));
  const pieces = withDigits(row.cells[at] ?? '').split(/\s*[,;]\s*/);
  const classes = pieces.map((piece) => severityClassIn(piece));
  if (pieces.length < 2 || classes.includes(null)) return [];
  return pieces.flatMap((piece, n) => {
    const responseS = deadlineOf(piece.replace(/\b(?:P|S|SEV)-?\d\b/gi, ' '));
    return responseS === null
      ? []
      : [draft(row, { ...base(classes[n]!, classes[n]!), definition: row.title, responseS })];
  });
}

/**
 * The classes as columns, their times as rows; the row that says how soon somebody answers carries them all:
 *
 *   |             | Severity 1 | Severity 2 |
 *   | Reaction    | 30 minutes | 2 hours    |
 *   | Restoration | 4 hours    | 1 day      |
 */
export function readSeverityMatrix(row: Part): Draft[] {
  const classes = row.columns.map((header, n) =>
    n > 0 && !/\bthreshold|\balert/i.test(header) ? severityIn(header) : null,
  );
  if (classes.filter((level) => level !== null).length < 2 || !RESPONSE.test(row.title)) return [];
  // | Metric | Target | Warning | Critical | over | Response time | < 2 s |: how fast a program answers.
  if (has(row, 'metric') || has(row, 'target')) return [];
  const table = (row.parent?.children ?? []).filter(({ form, columns }) => form === 'row' && columns === row.columns);
  const resolution = table.find(({ title }) => RESOLUTION.test(title));
  const meaning = table.find(({ title }) => /\b(?:defin|descri|mean|impact|what)/i.test(title));
  return classes.flatMap((level, n) =>
    level === null
      ? []
      : [
          draft(
            row,
            {
              ...base(level, row.columns[n]!),
              definition: meaning?.cells[n] || null,
              responseS: deadlineOf(withDigits(row.cells[n] ?? '')),
              resolutionS: deadlineOf(withDigits(resolution?.cells[n] ?? '')),
            },
            { endLine: Math.max(row.endLine, resolution?.endLine ?? 0) },
          ),
        ],
  );
}
