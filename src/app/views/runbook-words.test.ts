import { expect, it } from 'vitest';
import { runbookWords } from './runbook-words.ts';

const GUIDE = `# Shop

### Issue: pool exhausted

**Symptoms:**

- The log says "pool exhausted"

**Investigation:**

\`\`\`bash
curl -s /health
\`\`\`

**Resolution:**

Give the pool more room
in the *configuration*:

\`\`\`json
{ "not": "a command" }
\`\`\`

1. Stop what [leaks](https://example.com/leaks)
   and look again

   \`\`\`bash
   systemctl restart shop
   \`\`\`

| Level | Who |
|---|---|
| L2 | \`platform\` |

Then write it down.

### Next
`;
const lineOf = (words: string) => GUIDE.split('\n').findIndex((line) => line.includes(words)) + 1;
const within = { line: lineOf('Issue:'), endLine: lineOf('Next') - 1 };
const commands = [
  { line: lineOf('curl') - 1, endLine: lineOf('curl') + 1 },
  { line: lineOf('systemctl') - 1, endLine: lineOf('systemctl') + 1 },
];

it('tells what stands before each command and after the last, paragraph by paragraph', () => {
  expect(runbookWords(GUIDE, within, commands, ['The log says "pool exhausted"'])).toEqual({
    before: [
      ['Investigation:'],
      ['Resolution:', 'Give the pool more room in the configuration:', '1. Stop what leaks and look again'],
    ],
    after: ['Level · Who', 'L2 · platform', 'Then write it down.'],
  });
});

it('tells all of a runbook without commands, and reads any line ends', () => {
  const { before, after } = runbookWords(GUIDE.replaceAll('\n', '\r\n'), within, [], []);
  expect(before).toEqual([]);
  expect(after.slice(0, 3)).toEqual(['The log says "pool exhausted"', 'Investigation:', 'Resolution:']);
});
