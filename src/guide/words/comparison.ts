import type { Op } from '../../plan/commitment.ts';
import { QUANTITY, type Quantity, quantityOf } from './quantity.ts';
import { recently } from './recently.ts';

/** Comparisons as signs and as words, the longer before the shorter that they contain. */
const OPERATORS: readonly (readonly [string, Op])[] = [
  [
    '>=|=>|≥|⩾|greater than or equal to|at least|no less than|not less than|no fewer than|not below|never (?:below|under)|not (?:drop|fall) below|at or above|(?:a )?minimum(?: of)?|min\\.?|reach(?:es|ed|ing)?|hits|as (?:many|much|high|long) as',
    '>=',
  ],
  [
    '<=|=<|≤|⩽|less than or equal to|at most|no (?:more|greater|longer|higher|later) than|not (?:be )?(?:exceed|above|over|(?:more|longer|older|greater|higher|later) than)|never (?:exceeds?|above|over|more than)|at or below|up to|(?:a )?maximum(?: of)?|max\\.?',
    '<=',
  ],
  [
    '>|＞|(?:more|greater|higher|larger|longer|slower|older|bigger) than|above|exceed(?:s|ed|ing)?|over|beyond|past|(?:rises?|climbs?|goes|jumps?|grows?|stays?|is|are) (?:above|over)|tops',
    '>',
  ],
  [
    '<|＜|(?:less|lower|fewer|smaller|shorter|faster|sooner) than|below|under|beneath|within|inside|(?:drops?|falls?|dips?|goes|sinks?|stays?|remains?) (?:below|under|beneath)',
    '<',
  ],
  ['==|=|equals?(?: to)?|exactly', '=='],
];
const FILLER =
  '(?:\\s*(?:a|an|the|its|about|around|roughly|approximately|approx\\.?|of|than|~|≈|p\\d{2}))*\\s*(?:(?:[$€£]|CHF|EUR|USD|GBP)\\s?)?';
const PREFIXED = new RegExp(
  `(?<![\\w<>=])(?:${OPERATORS.map(([words]) => `(${words})`).join('|')})${FILLER}(?=-?\\d)(-)?${QUANTITY}`,
  'gi',
);
const SUFFIXED = new RegExp(
  `${QUANTITY}\\s*(?:(?:or|and) (more|above|higher|better|over|greater|longer|older)|(?:or|and) (less|below|lower|fewer|under|sooner|faster))\\b`,
  'gi',
);

export interface Comparison {
  readonly op: Op;
  readonly quantity: Quantity;
  readonly start: number;
  readonly end: number;
}

const negative = (quantity: Quantity): Quantity => ({ ...quantity, amount: -quantity.amount });

/**
 * All comparisons of a text, in its order.
 *
 *   "p95 > 1s" → > 1 s;  "stays below 99.9 %" → < 99.9 %;  "20 failures or more" → >= 20 failures;
 *   "must not exceed 2 s" → <= 2 s;  "(<10%)" → < 10 %
 */
export const comparisonsIn = recently(readComparisons);

function readComparisons(text: string): readonly Comparison[] {
  if (!/\d/.test(text)) return [];
  const found: Comparison[] = [];
  for (const m of text.matchAll(PREFIXED)) {
    // Working days are no fixed number of anything.
    if (
      /^\s*(?:business|working|bank)\b/i.test(text.slice(m.index + m[0].length)) ||
      /\b(?:business|working)$/i.test(m[0])
    )
      continue;
    const which = OPERATORS.findIndex((_, n) => m[n + 1] !== undefined);
    const [minus, number, unit, noun] = m.slice(OPERATORS.length + 1);
    found.push({
      op: OPERATORS[which]![1],
      quantity: minus ? negative(quantityOf(number!, unit, noun)) : quantityOf(number!, unit, noun),
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  for (const m of text.matchAll(SUFFIXED)) {
    if (found.some((other) => other.start <= m.index && m.index < other.end)) continue;
    found.push({
      op: m[4] ? '>=' : '<=',
      quantity: quantityOf(m[1]!, m[2], m[3]),
      start: m.index,
      end: m.index + m[0].length,
    });
  }
  found.push(...outsideIn(text));
  return found.sort((a, b) => a.start - b.start);
}

const OUTSIDE = new RegExp(
  `\\b(?:outside|out) (?:of )?(?:the )?(?:range (?:of )?)?(-?\\d+(?:\\.\\d+)?)\\s*(?:\\S{1,3}\\s*)?(?:-|to|\\.\\.\\.?|and)\\s*${QUANTITY}`,
  'gi',
);

/** "outside -40..60 °C" is below -40 °C or above 60 °C. */
function outsideIn(text: string): Comparison[] {
  return [...text.matchAll(OUTSIDE)].flatMap((m) => {
    const upper = quantityOf(m[2]!, m[3], m[4]);
    const place = { start: m.index, end: m.index + m[0].length };
    return [
      { op: '<' as const, quantity: { ...upper, amount: Number(m[1]), seconds: null }, ...place },
      { op: '>' as const, quantity: upper, ...place },
    ];
  });
}
