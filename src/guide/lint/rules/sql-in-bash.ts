import type { Rule } from '../rule.ts';

const F = '```';
const STATEMENT =
  /^\s*(?:SELECT\s+[\w*("]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|VIEW|USER|ROLE)\b|ALTER\s+(?:TABLE|SYSTEM|USER)\b|DROP\s+(?:TABLE|INDEX|DATABASE)\b|VACUUM\b|EXPLAIN\s+\w|SHOW\s+(?:PROCESSLIST|TABLES|STATUS|VARIABLES)\b)/;

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
      const statement = block.commands.find(
        ({ text, line }) => STATEMENT.test(text) && !isWithinQuotes(block.rows, line),
      );
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

/** An odd number of quotes above: the line belongs to an argument. */
function isWithinQuotes(rows: readonly { readonly line: number; readonly text: string }[], line: number): boolean {
  const above = rows
    .filter((row) => row.line < line && !row.text.trim().startsWith('#'))
    .map(({ text }) => text)
    .join('\n');
  return ((above.match(/(?<!\\)"/g)?.length ?? 0) % 2) + ((above.match(/'/g)?.length ?? 0) % 2) > 0;
}
