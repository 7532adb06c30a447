import type { Examples } from '../examples.ts';

/** What `docs/guide/budget.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'budget',
  is: 'A spending limit.',
  guides: [
    `## Cost

The monthly budget is EUR 1'200; we are told at 75 %.`,
    `## Money

We said max $400 a month.`,
    `## Cost

- A budget for each team; alerts at 60/80% of the monthly budget`,
    `## Setting up the budget

1. Cost Management > Budgets > Add
2. Reset period: Monthly
3. Amount: $700
4. Alert at 60% of budget`,
  ],
};
