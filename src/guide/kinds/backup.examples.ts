import type { Examples } from '../examples.ts';

/** What `docs/guide/backup.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'backup',
  is: 'What is saved, when, and kept for how long.',
  guides: [
    `## Backups

Full on Sundays at 01:00, incremental Mon-Sat 01:00 UTC.`,
    `## Where backups lie

| Asset | Primary | Secondary |
|---|---|---|
| Ledger | bucket in the north | tape |`,
    `## Backups

- **Orders**: nightly at 01:30 UTC, kept 45 days`,
    `\`\`\`cron
# ledger
0 1 * * 0  postgres  pgbackrest --type=full backup
\`\`\``,
    `## Backups

\`\`\`bash
# Every night, kept for 12 days: daily dump of the ledger
./dump.sh ledger
\`\`\``,
    `## Backups

### Ledger

\`\`\`bash
./dump.sh
\`\`\`

**Schedule:** every day 03:30 UTC
**Retention:**
- Daily: keep 9 days
- Monthly: keep 15 months`,
    `# Copies of the ledger

## Backups

- **Ledger**: every night at 01:20, kept 50 days

### Find out which scale was used

Use what you have:

- Settings at the time of the snapshot
- Notes beside the backup`,
    `## Safe keeping

### Automated backups

Backups run by themselves at 3:30 AM daily via cron:
\`\`\`bash
crontab -l | grep backup
\`\`\``,
  ],
};
