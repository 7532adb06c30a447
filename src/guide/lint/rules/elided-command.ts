import type { Rule } from '../rule.ts';

const F = '```';

export const elidedCommand: Rule = {
  id: 'elided-command',
  severity: 'error',
  finds: 'A command with its arguments left out as “...”.',
  why: 'It cannot be run, and whoever needs it has to find out under pressure what was left out.',
  failing: [
    {
      guide: `## Monthly report\n\n${F}bash\ntotal=$(az monitor metrics list ... | jq '.value')\n${F}\n`,
      words: '...',
    },
  ],
  passing: [
    {
      guide: `## Monthly report\n\n${F}bash\necho "working ..."\ngit diff main...release\ngo test ./...\ncurl -fsS https://example.com # ... and so on\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const elided = block.commands.filter(
        ({ text }) =>
          /(?<=\s)(?:\.\.\.|…)(?=\s|$|\))/.test(text.replace(/"[^"]*"|'[^']*'/g, '')) &&
          !/^(?:echo|printf)\b/.test(text),
      );
      const [first] = elided;
      if (!first) continue;
      yield {
        place: guide.place(first, /(?<=\s)(?:\.\.\.|…)/.exec(first.text)![0]),
        message: 'The arguments of this command are left out.',
        understood: `“${first.text.slice(0, 70)}”${elided.length > 1 ? `, and ${elided.length - 1} more in this block` : ''}.`,
        wayOut: 'Write the command whole; what differs from time to time is a variable or a placeholder with a name.',
      };
    }
  },
};
