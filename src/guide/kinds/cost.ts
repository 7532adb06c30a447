import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { periodIn } from '../words/cadence.ts';
import { moneyIn } from '../words/money.ts';
import { cell, has, headerOf } from './columns.ts';

const SIGN_TO_CODE: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

/** | Compute | c5.large | $210 | spot instances | */
export function readCostRow(row: Part): Draft[] {
  const money =
    row.cells.some((words) => moneyIn(words) !== null) ||
    /[$€£]|\b(?:USD|EUR|GBP|CHF)\b|\bcosts?\b|\bprice/i.test(row.columns.join(' '));
  if (!money && topicAbove(row) !== 'cost') return [];
  const total = row.columns.findIndex((header) => /^(?:total|sum|monthly total|per month|monthly)\b/i.test(header));
  const isSummed = topicAbove(row) === 'cost' && moneyIn(row.cells[total] ?? '') !== null;
  if (!has(row, 'cost') && !isSummed && !(topicAbove(row) === 'cost' && has(row, 'sku'))) return [];
  const header = headerOf(row, 'cost');
  const said = cell(row, 'cost') || (isSummed ? row.cells[total]! : '');
  const currency = /\b(?:USD|EUR|GBP|CHF)\b|[$€£]/.exec(header)?.[0] ?? '';
  const sum = moneyIn(said) ?? moneyIn(`${/\d[\d,.]*/.exec(said)?.[0] ?? ''} ${SIGN_TO_CODE[currency] ?? currency}`);
  // "Counts against the budget? | yes" is no cost.
  if (!sum && /\bbudget\b/i.test(header)) return [];
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

/** Wherever it stands: "Monthly cost: ~$5-10 (cold storage)". */
export function readCostLabel(part: Part): Draft[] {
  if (!/\b(?:costs?|price|bill)$/i.test(part.label ?? '')) return [];
  const period = periodIn(part.text);
  const sum = moneyIn(part.value);
  if (!sum || (period !== 'month' && period !== 'year')) return [];
  const amount = period === 'year' ? Math.round((sum.amount / 12) * 100) / 100 : sum.amount;
  const service = part
    .label!.replace(/\b(?:estimated|total|monthly|yearly|annual|average|costs?|price|bill)\b/gi, ' ')
    .trim();
  const named = service || part.parent?.title || part.label!;
  return [draft(part, { kind: 'cost', service: named, sku: null, monthly: { ...sum, amount }, opportunity: null })];
}

/** "heroku ~$250/mo, postgres $50/mo, mail $35/mo"; "Licences: CHF 18'500 per month". */
export function readCosts(part: Part): Draft[] {
  if (/\b(?:max\w*|limit|cap|budget|ceiling|no more than|sav(?:e[sd]?|ings?))\b/i.test(part.text)) return [];
  const pieces = (part.label === null ? part.text : `${part.label} ${part.value}`).split(/[,;]\s+(?!\d{3}\b)/);
  const drafts = pieces.flatMap((piece) => {
    const period = periodIn(piece);
    const sum = moneyIn(piece);
    const service =
      /^(?:and )?(?:the )?(.{2,40}?)\s*(?:costs?|is|are|at|:|about|~|≈)*\s*(?:[$€£~]|\b(?:USD|EUR|GBP|CHF)\b|\d)/i
        .exec(piece)?.[1]
        ?.trim();
    if (!sum || !service || (period !== 'month' && period !== 'year') || /\bper [A-Z]/.test(piece)) return [];
    const amount = period === 'year' ? Math.round((sum.amount / 12) * 100) / 100 : sum.amount;
    return [draft(part, { kind: 'cost', service, sku: null, monthly: { ...sum, amount }, opportunity: null })];
  });
  return drafts.length === pieces.length ? drafts : [];
}

/** "**Search**: smallest plan", "Buy capacity a year ahead" below an item that says of what. */
export function readCostLine(part: Part): Draft[] {
  // "success: 200 { url }" is an answer of an interface.
  if (/[{}]/.test(part.value)) return [];
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
