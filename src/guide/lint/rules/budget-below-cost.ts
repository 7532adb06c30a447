import type { Rule } from '../rule.ts';

export const budgetBelowCost: Rule = {
  id: 'budget-below-cost',
  severity: 'error',
  finds: 'A budget that the stated costs exceed already.',
  why: 'The alert fires on the day it is set up, and every month after. People learn to pass over it.',
  failing: [
    {
      guide:
        '## Cost\n\n| Service | Monthly cost |\n|---|---|\n| Web | $70 |\n| Database | $140 |\n\n## Budget\n\n- Budget: $150/month, alert at 80%\n',
      words: '150',
    },
  ],
  passing: [
    {
      guide:
        '## Cost\n\n| Service | Monthly cost |\n|---|---|\n| Web | $70 |\n| Database | $140 |\n\n## Budget\n\n- Budget: $500/month, alert at 80%\n',
    },
  ],
  *find(guide) {
    const costs = guide.all('cost').filter(({ monthly }) => monthly !== null);
    const total = costs.find(({ service }) => /^total\b/i.test(service));
    const lines = costs.filter((cost) => cost !== total && !/\bsaving/i.test(cost.text));
    const currency = (total ?? lines[0])?.monthly?.currency;
    const spent = total?.monthly?.amount ?? lines.reduce((sum, { monthly }) => sum + (monthly?.amount ?? 0), 0);
    if (spent === 0) return;
    for (const budget of guide.all('budget')) {
      if (budget.amount === null || budget.period !== 'month' || (budget.currency ?? currency) !== currency) continue;
      if (budget.amount >= spent) continue;
      yield {
        place: guide.place(budget, String(budget.amount)),
        message: `The budget is ${budget.amount} a month, and the stated costs are ${spent} already.`,
        understood: total
          ? `The total on line ${total.line} is ${spent}.`
          : `${lines.length} cost lines make ${spent}.`,
        wayOut: 'Raise the budget above what is spent, or write down which cost goes and when.',
      };
    }
  },
};
