import type { Rule } from '../rule.ts';

const F = '```';
const RESTORES =
  /\b(?:restore\w*|pg_restore|mongorestore|PITR|point-in-time|recover\w*)\b|\b(?:mysql|mariadb|psql|sqlite3|redis-cli)\b[^|;]*<\s*\S|\bgunzip\b.*\|\s*(?:psql|mysql)|\baz\s.*\brestore\b|--restore/i;

export const backupWithoutRestore: Rule = {
  id: 'backup-without-restore',
  severity: 'warning',
  finds: 'Backups of a database, and no command or steps to restore one.',
  why: 'A backup that nobody has written down how to restore is a hope. The steps are needed on the worst day of the year.',
  failing: [
    {
      guide: `## Backups\n\n- Database: daily at 02:00 UTC, kept 30 days\n\n### Manual backup\n\n${F}bash\npg_dump "$DATABASE_URL" > shop.sql\n${F}\n`,
      words: 'Database',
    },
  ],
  passing: [
    {
      guide: `## Backups\n\n- Database: daily at 02:00 UTC, kept 30 days\n\n## Restore procedure\n\n${F}bash\npg_restore -d shop latest.dump\n${F}\n`,
    },
    {
      guide:
        '## Backups\n\n- Database: daily at 02:00 UTC, kept 30 days\n\n## Restore procedure\n\n1. Stop the application\n2. Choose the newest snapshot in the console and restore it\n3. Start the application\n',
    },
  ],
  *find(guide) {
    const backups = guide
      .all('backup')
      .filter(({ target, text }) =>
        /database|\bdb\b|postgres|mysql|maria|mongo|\bsql\b/i.test(`${target ?? ''} ${text}`),
      );
    const [first] = backups;
    if (!first) return;
    const procedures = guide
      .all('procedure')
      .filter(({ title, purpose }) => purpose === 'restore' || /\brestor|\brecover/i.test(title));
    // Steps that say how; "execute recovery: follow the documented procedures" says only that there are some.
    const tells = procedures.some(
      ({ steps, commands }) => commands.length > 0 || steps.some((step) => /\brestor|\bsnapshot|\bbackup/i.test(step)),
    );
    const commands = guide.blocks.some((block) =>
      block.commands.some(({ text }) => RESTORES.test(text) && !/\bverify|\btest_|\bcreate\b/.test(text)),
    );
    if (tells || commands) return;
    // Where the guide sends its reader elsewhere for it, that is where it is.
    if (guide.all('link').some(({ url, title }) => /restor|recover|disaster/i.test(`${url} ${title ?? ''}`))) return;
    yield {
      place: guide.place(first, first.target ?? first.text),
      message: 'The database is backed up, and nothing says how a backup is restored.',
      understood: `“${first.text.slice(0, 80)}”; no block restores, and ${procedures.length === 0 ? 'there is no restore procedure' : `“${procedures[0]!.title}” names no step for it`}.`,
      wayOut: 'Add a procedure “Restore the database” with its commands, and run it once a quarter.',
    };
  },
};
