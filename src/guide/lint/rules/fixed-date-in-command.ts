import type { Rule } from '../rule.ts';

const F = '```';
const DATE = /(?<![\d.]|\d-)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)(?:T[\d:]+Z?|-\d{6})?/;

export const fixedDateInCommand: Rule = {
  id: 'fixed-date-in-command',
  severity: 'warning',
  needs: 'today',
  finds: 'A command with a date of the past written into it.',
  why: 'Somebody will run it as it stands: the report is of another month, and the restore brings back the data of another year.',
  failing: [
    {
      guide: `## Restore procedure\n\n${F}bash\npg_restore -d shop /backups/20240101.dump\n${F}\n`,
      words: '20240101',
      today: '2026-03-01',
    },
  ],
  passing: [
    {
      guide: `## Restore procedure\n\n${F}bash\npg_restore -d shop "/backups/$(date +%Y%m%d).dump"\n${F}\n`,
      today: '2026-03-01',
    },
    {
      guide: `## Mail gateway\n\n${F}bash\ncurl https://mail.example.com/2019-07-01/status\n${F}\n`,
      today: '2026-03-01',
    },
    {
      guide: `## Migration\n\n${F}bash\naz rest --url "https://management.example.com/x?api-version=2023-05-01"\n${F}\n`,
      today: '2026-03-01',
    },
  ],
  *find(guide) {
    if (guide.today === undefined) return;
    for (const block of guide.blocks) {
      for (const command of block.commands) {
        // Versions of an interface are dates that stay.
        const text = command.text.replace(
          /\b(?:api[-_]?version|apiVersion|version)[=:\s"']+\S+|:\/\/\S+[?&]\S+|:\/\/\S+?\/20\d\d-\d\d-\d\d\//gi,
          (found) => ' '.repeat(found.length),
        );
        const found = DATE.exec(text);
        if (
          !found ||
          // A variable with an example of its value is there to be changed.
          /^\w+\s*[<>]=?/.test(text) ||
          /^(?:export\s+)?\w+=\S*(?:\s[\d:+-]+['"]?)?$/.test(text) ||
          `${found[1]}-${found[2]}-${found[3]}` >= guide.today ||
          /^(?:echo|git (?:log|tag|checkout|commit))\b/.test(text)
        )
          continue;
        yield {
          place: guide.place(command, found[0]),
          message: `The date ${found[0]} is written into the command and is past.`,
          understood: `“${command.text.slice(0, 60)}…” always uses ${found[1]}-${found[2]}-${found[3]}, whenever it is run.`,
          wayOut:
            'Compute it (date -u -d "24 hours ago" +%FT%TZ), or put a placeholder with a name in its place and say how to choose it.',
        };
      }
    }
  },
};
