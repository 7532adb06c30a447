import type { Examples } from '../examples.ts';

/** What `docs/guide/control.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'control',
  is: 'A security statement that holds or not.',
  guides: [
    `## Security

- [x] Traffic is encrypted
- [ ] Disks are encrypted`,
  ],
};
