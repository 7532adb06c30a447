import type { Examples } from '../examples.ts';

/** What `docs/guide/command.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'command',
  is: 'A block of code to run.',
  guides: [
    `## Restart

\`\`\`bash
sudo systemctl restart {unit}
\`\`\``,
  ],
};
