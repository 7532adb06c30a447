import type { Rule } from '../rule.ts';

export const recoveryWithoutRpo: Rule = {
  id: 'recovery-without-rpo',
  severity: 'warning',
  finds: 'A recovery time for a database, and nowhere how much data may be lost.',
  why: 'A restore from last night’s backup keeps the time and loses a day of work. Whether that is allowed must be decided before.',
  failing: [
    { guide: '## Recovery time objectives (RTO)\n\n- Database: 1 hour (restore from backup)\n', words: 'Database' },
  ],
  passing: [
    { guide: '## Recovery objectives\n\n- Database: RTO 1 hour, RPO 15 minutes\n' },
    { guide: '## Recovery time objectives (RTO)\n\n- Front end: 15 minutes (redeploy)\n' },
  ],
  *find(guide) {
    const recoveries = guide.all('recovery');
    if (
      recoveries.some(({ rpoS }) => rpoS !== null) ||
      guide.lines.some(
        (line) => /\bRPO\b|recovery point objective|data loss|lost data/i.test(line) && !/\bP\d\b/.test(line),
      )
    )
      return;
    const database = recoveries.find(
      ({ rtoS, scope, means }) =>
        rtoS !== null &&
        /database|\bdb\b|postgres|mysql|maria|mongo|\bdata\b|backup/i.test(`${scope ?? ''} ${means ?? ''}`),
    );
    if (!database) return;
    yield {
      place: guide.place(database, database.scope ?? database.text),
      message: `“${database.scope ?? 'The database'}” has a recovery time and no recovery point: nothing says how much data may be lost.`,
      understood: `RTO ${(database.rtoS ?? 0) / 3600} hours${database.means ? `, by “${database.means}”` : ''}; no RPO in the guide.`,
      wayOut:
        'Add an RPO, for example “RPO 15 minutes (point-in-time recovery)”, not shorter than the time between two backups.',
    };
  },
};
