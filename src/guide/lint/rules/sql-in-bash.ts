import { isSqlStatement } from '../../commands/sql.ts';
import type { Rule } from '../rule.ts';

const F = '```';
export const sqlInBash: Rule = {
  id: 'sql-in-bash',
  severity: 'error',
  finds: 'SQL as a line of its own in a bash block.',
  why: 'The shell looks for a command called SELECT; the block fails in the middle, after its first commands have run.',
  failing: [
    {
      guide: `## Runbooks\n\n### Slow queries\n\n${F}bash\ndf -h\n\n# The slowest\nSELECT query FROM pg_stat_statements LIMIT 10;\n${F}\n`,
      words: 'SELECT query FROM',
    },
  ],
  passing: [
    {
      guide: `## Runbooks\n\n### Slow queries\n\n${F}bash\npsql -c "\nSELECT query FROM pg_stat_statements LIMIT 10;\n"\npsql <<SQL\nSELECT 1;\nSQL\n${F}\n\n${F}sql\nSELECT 1;\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      if (block.language !== 'bash') continue;
      const statement = block.commands.find(({ text }) => isSqlStatement(text));
      if (!statement) continue;
      yield {
        place: guide.place(statement, statement.text.slice(0, 60).trim()),
        message: 'This is SQL in a bash block: the shell cannot run it.',
        understood: `A ${statement.text.split(/\s/)[0]} statement among ${block.commands.length} lines of a block labelled as shell.`,
        wayOut: 'Give it a block of its own labelled sql, or hand it to the client: psql -c "…".',
      };
    }
  },
};
