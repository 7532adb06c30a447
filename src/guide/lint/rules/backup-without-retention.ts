import { cadenceIn } from '../../words/cadence.ts';
import type { Rule } from '../rule.ts';

export const backupWithoutRetention: Rule = {
  id: 'backup-without-retention',
  severity: 'warning',
  finds: 'Scheduled backups of a database that do not say how long they are kept.',
  why: 'Corruption is often found weeks later. Whether there is still a copy from before, and when old ones fill the disk, is not known.',
  failing: [{ guide: '## Backups\n\n- Database: daily at 02:00 UTC\n', words: 'Database' }],
  passing: [
    { guide: '## Backups\n\n- Database: daily at 02:00 UTC\n- Retention: 30 days\n' },
    { guide: '## Backups\n\n- Database: daily at 02:00 UTC, kept 30 days\n' },
  ],
  *find(guide) {
    const backups = guide.all('backup');
    if (
      backups.some(({ retentionS }) => retentionS !== null) ||
      guide.parts.some(
        ({ text, form }) =>
          form !== 'guide' &&
          /\bretention\b|\bretain|\bkept\b|\bkeep\b.*\b(?:days?|weeks?|months?)\b/i.test(text) &&
          !/\bpolic(?:y|ies)$/i.test(text),
      )
    )
      return;
    const backup = backups.find(
      (one) =>
        /database|\bdb\b|postgres|mysql|maria|mongo|\bsql\b/i.test(`${one.target ?? ''} ${one.text}`) &&
        (one.schedule !== null || cadenceIn(guide.lines.slice(one.line - 1, one.endLine).join('\n')) !== null),
    );
    if (!backup) return;
    yield {
      place: guide.place(backup, backup.target ?? backup.text),
      message: 'Nothing says how long these backups are kept.',
      understood: `Scheduled: “${backup.text.slice(0, 80)}”; the word retention, or a time of keeping, was not found.`,
      wayOut: 'Add it, for example “kept 30 days”, and what takes away the older ones.',
    };
  },
};
