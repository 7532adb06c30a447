import type { Examples } from '../examples.ts';

/** What `docs/guide/rotation-policy.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'rotation-policy',
  is: 'Secrets and certificates to renew.',
  guides: [
    `## Keys

- API keys: rotated every 60 days by hand`,
  ],
};
