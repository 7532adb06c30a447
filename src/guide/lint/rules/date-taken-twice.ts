import type { Rule } from '../rule.ts';

const F = '```';

export const dateTakenTwice: Rule = {
  id: 'date-taken-twice',
  severity: 'warning',
  finds: 'A file name made from the current second, twice in one block.',
  why: 'The second is another one by then: the two names differ, and the file that the later command names does not exist or is called otherwise than the log says.',
  failing: [
    {
      guide: `## Backup procedure\n\n${F}bash\npg_dump shop > backup_$(date +%Y%m%d_%H%M%S).sql\ngzip backup_$(date +%Y%m%d_%H%M%S).sql\n${F}\n`,
      words: '$(date +%Y%m%d_%H%M%S)',
    },
  ],
  passing: [
    {
      guide: `## Backup procedure\n\n${F}bash\nFILE=backup_$(date +%Y%m%d_%H%M%S).sql\npg_dump shop > "$FILE"\ngzip "$FILE"\necho $(date +%F) $(date +%F)\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const taken = block.commands.flatMap((command) =>
        [...command.text.matchAll(/\$\(date(?:\s+-u)?\s+["']?\+([^)"']*)["']?\)/g)].map((found) => ({
          command,
          words: found[0],
        })),
      );
      const again = taken.find(
        ({ words }, n) => /%[SMsTN]/.test(words) && taken.slice(0, n).some((other) => other.words === words),
      );
      if (!again) continue;
      yield {
        place: guide.place(again.command, again.words),
        message: 'This is a second later than the same name above.',
        understood: `${again.words} is evaluated ${taken.filter(({ words }) => words === again.words).length} times in this block, to the second.`,
        wayOut: 'Take the date once: FILE=backup_$(date +%Y%m%d_%H%M%S).sql, then "$FILE".',
      };
    }
  },
};
