import type { Examples } from '../examples.ts';

/** What `docs/guide/growth.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'growth',
  is: 'A projection to plan for.',
  guides: ['We expect traffic to grow 5 % a month.'],
};
