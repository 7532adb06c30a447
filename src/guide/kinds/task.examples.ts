import type { Examples } from '../examples.ts';

/** What `docs/guide/task.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'task',
  is: 'Recurring work.',
  guides: [
    `## Routine

Mon/Wed/Fri 05:30 UTC: pull the logs
Each quarter: test the batteries`,
    `## Weekly duties

### Check the figures (Monday)

| Metric | Target |
|---|---|
| Availability | 99.7% |`,
    `## Scheduled tasks

| Task | Schedule |
|---|---|
| look for stuck prints | every 300s |`,
    `## Fire drills

Every quarter.`,
    `## Backup testing schedule

| Frequency | Test |
|---|---|
| Monthly | Whole ledger put back |`,
    `A restore is tested twice a year.`,
    `\`\`\`yaml
name: report
on:
  schedule:
    - cron: '30 2 * * *'
\`\`\``,
    `## Weekly maintenance

### Performance review

\`\`\`bash
./bin/weekly-report
\`\`\`

### Security audit

- Look through sign-ins`,
    `## Training

- Yearly fire drill
- **Reviews**: quarterly upgrade assessment`,
    `## Upkeep

### Weekly checks

\`\`\`bash
# Look for slow tables
./slow-tables.sh
\`\`\``,
    `## Practice

Hold quarterly table-top exercises:

1. Tell a story of a fault
2. Walk through the plan`,
    `## Money

### Spending review

**Frequency**: Fridays at 15:00

1. **Look at the bill**
2. **Stop what nobody uses**`,
    `- **Monthly retrospective**: look at the incidents`,
    `\`\`\`ini
[Unit]
Description=Tidy up

[Timer]
OnCalendar=Mon..Fri 22:30
\`\`\`

\`\`\`bash
aws events put-rule --name export --schedule-expression "cron(30 1 ? * MON *)"
\`\`\``,
    `### Weekly upkeep

**1. Spare hatches**
\`\`\`bash
pumpctl hatch exercise --all
\`\`\`

**2. Old logs**
\`\`\`bash
find /var/log/pump -mtime +40 -delete
\`\`\``,
    `## Good habits

1. **Rehearse the restore** - it has to be quick
2. **Test spare pumps monthly** - they stick
3. **Keep the drawings** - nobody remembers

**Schedule quarterly**: a full drill with the harbour master`,
    `## Weekly cargo report

- Count the crates
- Compare with the manifest

### Report distribution

- Harbour office
- Owners of the fleet`,
  ],
};
