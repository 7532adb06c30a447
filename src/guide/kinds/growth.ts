import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { periodIn } from '../words/cadence.ts';
import { cell, has } from './columns.ts';

const PERCENT = /(\d+(?:\.\d+)?)\s?(?:%|percent)/i;

/** "**Users**: 10% monthly growth"; "We expect traffic to grow 5 % a month." */
export function readGrowthLine(part: Part): Draft[] {
  const percent = PERCENT.exec(part.text)?.[1];
  if (!percent || !(periodIn(part.text) ?? periodIn(part.parent?.title ?? ''))) return [];
  const what =
    ((part.label && (/\bgrowth\b|\bexpect/i.test(part.label) ? part.value.split(/[\s+]*\d/)[0] : part.label)) ||
      /\b(?:expect|plan for|assume)\s+(?:the\s+)?(.+?)\s+(?:to\s+)?(?:grow|increase|rise)/i.exec(part.text)?.[1]) ??
    part.text
      .replace(PERCENT, '')
      .split(/\b(?:grows?|increases?|rises?|by)\b/i)[0]!
      .trim();
  return [
    draft(part, {
      kind: 'growth',
      what: what || part.text,
      percent: Number(percent),
      period: periodIn(part.text) ?? periodIn(part.parent?.title ?? ''),
    }),
  ];
}

/** Wherever it stands: "We expect traffic to grow 5 % a month." */
export const readGrowthSentence = (part: Part): Draft[] =>
  /\b(?:grow|growth|grows|increase by|to increase)\b/i.test(part.text) ? readGrowthLine(part) : [];

/** | Users | 10 % | month | */
export function readGrowthRow(row: Part): Draft[] {
  if (!has(row, 'growth')) return [];
  const percent = PERCENT.exec(cell(row, 'growth'))?.[1];
  const header = row.columns.find((column) => /growth|increase/i.test(column)) ?? '';
  if (!percent) return [];
  return [
    draft(row, {
      kind: 'growth',
      what: row.cells[0] ?? '',
      percent: Number(percent),
      period: periodIn(`${cell(row, 'growth')} ${cell(row, 'period') && `per ${cell(row, 'period')}`} ${header}`),
    }),
  ];
}
