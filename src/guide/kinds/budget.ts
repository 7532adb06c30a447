import { shellCommandsIn } from '../commands/shell-commands.ts';
import { type Part, walk } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { periodIn } from '../words/cadence.ts';
import { moneyIn } from '../words/money.ts';

/** "**Budget**: $250 a month, warn at 75%"; "The monthly budget is EUR 1,200; we are told at 75 %." */
export function readBudget(part: Part): Draft[] {
  if (!/\bbudget|\bspending (?:limit|cap)|\bcost (?:limit|cap)\b/i.test(part.text)) return [];
  // The sum of another sentence is not the budget's.
  const said =
    part.text.split(/(?<=[.;])\s+(?=\p{L})/u).find((sentence) => /\bbudget|\b(?:limit|cap)\b/i.test(sentence)) ??
    part.text;
  const limit = moneyIn(said);
  const told =
    /\b(?:alert\w*|warn\w*|notif\w*|told|mail\w*|thresholds?|at)\b\D{0,30}?(\d+(?:\.\d+)?)(?:\s?%?\s?(?:[,/&]|and|,\s?and)\s?\d+(?:\.\d+)?)*\s?(?:%|percent)/i.exec(
      part.text,
    )?.[1];
  // Without a sum it is a budget only where somebody is told of its use.
  if (!limit && !(told && /\balert|\bwarn|\bnotif|\btold\b|\bmail/i.test(part.text) && topicAbove(part) === 'cost'))
    return [];
  return [
    draft(part, {
      kind: 'budget',
      amount: limit?.amount ?? null,
      currency: limit?.currency ?? null,
      period: periodIn(said) ?? periodIn(part.text),
      alertAtPercent: told ? Number(told) : null,
    }),
  ];
}

/** The steps that set up a budget: "4. Name: budget-team", "5. Reset period: monthly", "6. Amount: $500", "- 50% of budget". */
export function readBudgetGroup(part: Part): Draft[] {
  if (!(part.form === 'heading' || part.form === 'lead-in') || part.depth === 1) return [];
  const told = [...walk(part)].filter(({ form }) => form === 'item' || form === 'line').map(({ text }) => text);
  const sum = told
    .map((text) => /\b(?:amount|limit)\b\s*[:=]?\s*(.*)$/i.exec(text)?.[1] ?? '')
    .map(moneyIn)
    .find(Boolean);
  const isBudget =
    told.some((text) => /\bbudgets?\b/i.test(text)) &&
    part.children.filter(({ ordinal }) => ordinal !== null).length > 2;
  if (!sum || !isBudget || part.children.some(({ form }) => form === 'heading')) return [];
  const period = told.find((text) => /\bperiod\b|\breset\b|\bamount\b/i.test(text) && periodIn(text) !== null);
  const share = told.map((text) => /\b(\d{1,3})\s?%/.exec(text)?.[1]).find(Boolean);
  return [
    draft(
      part,
      {
        kind: 'budget',
        amount: sum.amount,
        currency: sum.currency,
        period: period ? periodIn(period) : periodIn(part.title),
        alertAtPercent: share ? Number(share) : null,
      },
      { covers: [], text: part.title },
    ),
  ];
}

/** Under a title about cost: "We said max $400 a month", "No more than EUR 90 a week". */
export function readSpendingLimit(part: Part): Draft[] {
  if (!/\b(?:max(?:imum)?|limit(?:ed)?|cap(?:ped)?|ceiling|no more than|at most|up to)\b/i.test(part.text)) return [];
  const limit = moneyIn(part.text);
  const period = periodIn(part.text);
  return limit && period
    ? [draft(part, { kind: 'budget', amount: limit.amount, currency: limit.currency, period, alertAtPercent: null })]
    : [];
}

/** The flags of a cloud's own budget command: `… budget create --amount 900 --time-grain Quarterly --notifications amount=720,…` */
export function readBudgetCommand(fence: Part): Draft[] {
  if (!/\bbudget/i.test(fence.text)) return [];
  return shellCommandsIn(fence.text, fence.line + 1).flatMap(({ text: words, line, endLine }) => {
    if (!/\bbudgets?\b.*\bcreate\b|\bcreate-budget\b/i.test(words)) return [];
    const amount = Number(/--(?:amount|budget-amount)[ =]["']?(\d+(?:\.\d+)?)/.exec(words)?.[1] ?? Number.NaN);
    if (Number.isNaN(amount)) return [];
    const period = periodIn(/--(?:time-grain|period)[ =]["']?(\w+)/.exec(words)?.[1] ?? '');
    const told = Number(
      /\bamount=(\d+(?:\.\d+)?)/.exec(words)?.[1] ??
        /\bthreshold(?:-percent)?[ =](\d+(?:\.\d+)?)/.exec(words)?.[1] ??
        Number.NaN,
    );
    const alertAtPercent = Number.isNaN(told)
      ? null
      : told > 100 || /\bamount=/.test(words)
        ? Math.round((told / amount) * 1000) / 10
        : told;
    const currency = moneyIn(`${amount} ${/\b(USD|EUR|GBP)\b/.exec(words)?.[1] ?? ''}`)?.currency ?? null;
    return [
      draft(
        fence,
        { kind: 'budget', amount, currency, period, alertAtPercent },
        { line, endLine, text: words.slice(0, 200) },
      ),
    ];
  });
}
