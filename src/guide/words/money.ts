import type { Money } from '../../plan/commitment.ts';

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  A$: 'AUD',
  C$: 'CAD',
};
const CODE = 'USD|EUR|GBP|CHF|JPY|INR|AUD|CAD|SEK|NOK|DKK|PLN|BRL|SGD|NZD';
const BEFORE = new RegExp(`(?:\\b(${CODE})\\s?|((?:US|A|C)?\\$|€|£|¥|₹)\\s?)(\\d[\\d,']*(?:\\.\\d+)?)\\s?(k\\b)?`, 'i');
const AFTER = new RegExp(
  `(?<!\\d)(\\d[\\d,']*(?:\\.\\d+)?)\\s?(k\\b)?\\s?(?:(${CODE})\\b|(€|£|dollars?\\b|euros?\\b))`,
  'i',
);

/** "~$340/month" → 340 USD; "EUR 1,200" → 1200 EUR; "250 €" → 250 EUR; "1.5k USD" → 1500 USD. */
export function moneyIn(text: string): Money | null {
  const before = BEFORE.exec(text);
  if (before) return money(before[3]!, before[4], before[1]?.toUpperCase() ?? SIGNS[before[2]!.toUpperCase()]);
  const after = AFTER.exec(text);
  if (!after) return null;
  const word = after[4]?.toLowerCase() ?? '';
  return money(
    after[1]!,
    after[2],
    after[3]?.toUpperCase() ?? (word.startsWith('dollar') ? 'USD' : word.startsWith('euro') ? 'EUR' : SIGNS[word]),
  );
}

function money(digits: string, thousands: string | undefined, currency: string | undefined): Money | null {
  return currency ? { amount: Number(digits.replace(/[,']/g, '')) * (thousands ? 1000 : 1), currency } : null;
}
