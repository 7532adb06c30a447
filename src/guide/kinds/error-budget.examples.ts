import type { Examples } from '../examples.ts';

/** What `docs/guide/error-budget.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'error-budget',
  is: 'What an objective leaves to spend.',
  guides: [
    `The error budget is 0.05 % of requests over 28 days.`,
    `## SLOs

| Environment | Target | Allowed downtime |
|---|---|---|
| Production | 99.9 % | 43.2 minutes/month |`,
    `## Tiers

**How that is counted:** 99.8% allows for at most 17.5 hours of downtime per year (87.6 minutes per month).`,
    `## Service levels

| Surface | SLI | SLO | Error budget / 30d |
|---|---|---|---|
| Checkout | p99 latency | < 250 ms at 99.9 % | 43 m / 30d |`,
  ],
};
