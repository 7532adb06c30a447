import { cadenceIn } from '../../words/cadence.ts';
import type { Rule } from '../rule.ts';

export const retentionWithoutSchedule: Rule = {
  id: 'retention-without-schedule',
  severity: 'warning',
  finds: 'Backups that say for how long they are kept, and not how often they are taken.',
  why: 'How much data a failure may cost is the time between two backups, and that is the number missing.',
  failing: [{ guide: '## Backups\n\n- Database snapshots: kept for 30 days\n', words: 'Database' }],
  passing: [
    { guide: '## Backups\n\n- Database snapshots: daily at 02:00 UTC, kept for 30 days\n' },
    { guide: '## Backups\n\n- Database: hourly\n- Retention: 30 days\n' },
  ],
  *find(guide) {
    for (const backup of guide.all('backup')) {
      if (backup.retentionS === null || backup.schedule !== null) continue;
      const section = guide.parts.findLast((part) => part.form === 'heading' && part.line <= backup.line);
      const around = guide.lines
        .slice((section?.line ?? backup.line) - 1, Math.max(section?.endLine ?? 0, backup.endLine))
        .join('\n');
      if (
        /\b(?:every|hourly|nightly|continuous\w*|each|cron|schedule\w*|point[\s-]in[\s-]time|PITR|streaming|WAL)\b/i.test(
          around,
        ) ||
        cadenceIn(around) !== null
      )
        continue;
      if (!/\b(?:backups?|snapshots?|dumps?|copies)\b/i.test(`${backup.text} ${section?.title ?? ''}`)) continue;
      yield {
        place: guide.place(backup, backup.target ?? backup.text),
        message: 'It is said how long these backups are kept, not how often they are taken.',
        understood: `Kept ${backup.retentionS / 86_400} days: “${backup.text.slice(0, 80)}”.`,
        wayOut: 'Add the schedule with its zone, for example “daily at 02:00 UTC”.',
      };
    }
  },
};
