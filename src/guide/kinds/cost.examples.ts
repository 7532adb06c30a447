import type { Examples } from '../examples.ts';

/** What `docs/guide/cost.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'cost',
  is: 'A known cost line.',
  guides: [
    `## Costs

Servers ~$250/mo, database $50/mo, mail $35/mo.`,
    `## Costs

| Service | Price per year |
|---|---|
| Hotline | CHF 12'000 |`,
    `## Copies

**Monthly cost:** ~$12 (cold storage)`,
  ],
};
