import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { periodIn } from '../words/cadence.ts';
import { moneyIn } from '../words/money.ts';
import { cell, has, headerOf } from './columns.ts';

const SIGN_TO_CODE: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

/** | Compute | c5.large | $210 | spot instances | */
export function readCostRow(row: Part): Draft[] {
  if (!has(row, 'cost') && !(topicAbove(row) === 'cost' && has(row, 'sku'))) return [];
  const header = headerOf(row, 'cost');
  const said = cell(row, 'cost');
  const currency = /\b(?:USD|EUR|GBP|CHF)\b|[$€£]/.exec(header)?.[0] ?? '';
  const sum = moneyIn(said) ?? moneyIn(`${/\d[\d,.]*/.exec(said)?.[0] ?? ''} ${SIGN_TO_CODE[currency] ?? currency}`);
  const yearly = periodIn(said) === 'year' || (periodIn(said) === null && periodIn(header) === 'year');
  const monthly = sum && yearly ? { ...sum, amount: Math.round((sum.amount / 12) * 100) / 100 } : sum;
  const service = cell(row, 'service') || row.cells[0] || '';
  if (!service) return [];
  return [
    draft(row, {
      kind: 'cost',
      service,
      sku: cell(row, 'sku') || null,
      monthly,
      opportunity: cell(row, 'opportunity') || null,
    }),
  ];
}

/** Wherever it stands: "Hosting costs about $1,150 per month." */
export function readCostSentence(part: Part): Draft[] {
  const service = /^(?:the )?(.{2,40}?) costs?\b/i.exec(part.text)?.[1];
  const monthly = service && periodIn(part.text) === 'month' ? moneyIn(part.text) : null;
  return service && monthly ? [draft(part, { kind: 'cost', service, sku: null, monthly, opportunity: null })] : [];
}

/** "**Search**: smallest plan", "Buy capacity a year ahead" below an item that says of what. */
export function readCostLine(part: Part): Draft[] {
  if (part.form === 'line' || /\b(?:monitor\w*|tracking|reporting)\b/i.test(part.parent?.title ?? '')) return [];
  const service = part.parent?.form === 'item' ? part.parent.title.replace(/\s+optimi[sz]ation$/i, '') : part.label;
  if (!service) return [];
  const saving = /\bsav(?:e[sd]?|ings?)\b/i.test(part.text);
  const monthly = !saving && periodIn(part.value) === 'month' ? moneyIn(part.value) : null;
  return [
    draft(part, {
      kind: 'cost',
      service,
      sku: null,
      monthly,
      opportunity: part.label && part.parent?.form !== 'item' ? part.value : part.text,
    }),
  ];
}
