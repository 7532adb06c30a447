import type { Examples } from '../examples.ts';

/** What `docs/guide/recovery.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'recovery',
  is: 'A recovery objective.',
  guides: [
    `## Recovery

| Component | RTO | RPO |
|---|---|---|
| Ledger | 2 h | 0 |`,
  ],
};
