import type { Rule } from '../rule.ts';

const F = '```';

export const shebangNotFirst: Rule = {
  id: 'shebang-not-first',
  severity: 'warning',
  finds: 'A `#!` line that is not the first of its block.',
  why: 'Only the first line of a file chooses its shell. Saved as it stands, the script runs under whatever shell the caller has.',
  failing: [
    {
      guide: `## Nightly stop\n\n${F}bash\n# Stops the test system\n\n#!/bin/bash\nsystemctl stop shop-test\n${F}\n`,
      words: '#!/bin/bash',
    },
  ],
  passing: [
    {
      guide: `## Nightly stop\n\n${F}bash\n#!/bin/bash\n# Stops the test system\nsystemctl stop shop-test\n${F}\n\n${F}bash\ncat > stop.sh <<'EOF'\n#!/bin/sh\nsystemctl stop shop-test\nEOF\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const at = block.rows.findIndex(({ text }) => /^\s*#!\//.test(text));
      const row = block.rows[at];
      if (
        !row ||
        block.rows.slice(0, at).every(({ text }) => text.trim() === '') ||
        /<<|\b(?:echo|printf|cat)\b/.test(
          block.rows
            .slice(0, at)
            .map(({ text }) => text)
            .join('\n'),
        )
      )
        continue;
      yield {
        place: guide.place({ line: row.line }, row.text.trim()),
        message: `“${row.text.trim()}” stands on line ${at + 1} of its block, where it is only a comment.`,
        understood: `${at} lines stand above it.`,
        wayOut: 'Make it the first line and put the remarks below it.',
      };
    }
  },
};
