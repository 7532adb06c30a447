import type { Part } from '../../document/part.ts';
import { moneyIn } from '../../words/money.ts';
import type { Rule } from '../rule.ts';

export const costTotal: Rule = {
  id: 'cost-total',
  severity: 'error',
  finds: 'A total in a table of costs that is not the sum of its rows.',
  why: 'A budget is set by the total. If it is wrong, either the budget is too small or a service has been forgotten.',
  failing: [
    {
      guide:
        '## Cost\n\n| Service | Monthly cost |\n|---|---|\n| Web | $70 |\n| Database | $140 |\n| **Total** | **$250** |\n',
      words: '$250',
    },
  ],
  passing: [
    {
      guide:
        '## Cost\n\n| Service | Monthly cost |\n|---|---|\n| Web | $70 |\n| Database | $140 |\n| **Total** | **~$210/month** |\n',
    },
    {
      guide:
        '## Cost\n\n| Service | Monthly cost |\n|---|---|\n| Web | from $70 |\n| Other | as used |\n| Total | $100 |\n',
    },
  ],
  *find(guide) {
    for (const total of guide.parts) {
      if (total.form !== 'row' || !/^(?:grand |sub)?total\b/i.test(total.title)) continue;
      const rows = rowsAbove(total);
      for (const [n, cell] of total.cells.entries()) {
        const stated = n === 0 ? null : amountOf(cell);
        const amounts = rows.map((row) => amountOf(row.cells[n] ?? ''));
        // A row without an amount may cost anything.
        if (stated === null || amounts.length < 2 || amounts.some((amount) => amount === null)) continue;
        const sum = amounts.reduce<number>((all, amount) => all + (amount ?? 0), 0);
        if (Math.abs(sum - stated) <= tolerance(cell, stated)) continue;
        yield {
          place: guide.place(total, cell.match(/[$€£]\s?[\d.,]+/)?.[0] ?? cell),
          message: `The total says ${stated}, its ${rows.length} rows make ${Number(sum.toFixed(2))}.`,
          understood: `${amounts.join(' + ')} = ${Number(sum.toFixed(2))} (column “${total.columns[n] ?? ''}”).`,
          wayOut: 'Correct the total or the row that is wrong; a row that is not part of it belongs below it.',
        };
      }
    }
  },
};

/** The rows since the table's beginning or its last subtotal. */
function rowsAbove(total: Part): readonly Part[] {
  const siblings = (total.parent?.children ?? []).filter(
    (part) => part.form === 'row' && part.columns === total.columns,
  );
  const before = siblings.slice(0, siblings.indexOf(total));
  const last = before.findLastIndex((row) => /^(?:grand |sub)?total\b/i.test(row.title));
  return before.slice(last + 1);
}

/** One plain amount; "from $70", "$1-$5", "70%" are none. */
function amountOf(cell: string): number | null {
  if (
    !/^[~≈]?\s*(?:[A-Z]{3}\s?)?[$€£]?\s?\d[\d.,]*\s?(?:[$€£]|[A-Z]{3})?\s*(?:\/\s?(?:month|mo|year|yr))?$/i.test(cell)
  )
    return null;
  return moneyIn(cell)?.amount ?? null;
}

const tolerance = (cell: string, stated: number): number =>
  /[~≈]|\babout\b|\bca\b/i.test(cell) ? stated * 0.03 : 0.01;
