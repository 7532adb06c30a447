import type { Examples } from '../examples.ts';

/** What `docs/guide/checklist.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'checklist',
  is: 'Items that people tick.',
  guides: [
    `## Before a release

- [x] Notes written
- [ ] Support told`,
    `## Morning

☐ Look at the queues
☑ Read the report`,
    `## Pre-release checklist

- Tests are green
- Dump taken`,
    `## End of the night

\`\`\`
[ ] Imports are done
[x] Queue is empty
\`\`\``,
    `## Ticks

\`\`\`
[ ] Gates checked
[ ] Tides read

Time: 10 minutes
\`\`\``,
  ],
};
