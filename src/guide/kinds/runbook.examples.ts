import type { Examples } from '../examples.ts';

/** What `docs/guide/runbook.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'runbook',
  is: 'A symptom with its diagnosis and resolution.',
  guides: [
    `## Runbooks

### Queue stuck

**Symptoms:** jobs wait longer than an hour

**Fix:**

1. Restart the worker`,
    `## Label printer offline

### Detection

- \`printer_jobs_failed_total\` rises
- Packers report blank labels

### Severity

**SEV-2.** Parcels wait.

### Triage

Which printer is it?

### Remediation

1. Restart the spooler
2. Replace the roll`,
    `## API

### Timeouts (504)

**Quick Check:**

Which call is slow?

**Solutions:**

1. Add an index
2. Retry with a pause`,
    `## First response

| Signal | Action |
|---|---|
| Labels pile up | restart the printer's spooler |`,
    `## Known problems

- Import stuck: look at the locks -> end the oldest session -> start it again
- **Disk filling**: drop old partitions, then grow the volume`,
    `## Known problems

### Parcel labels come out blank

**Problem:** the printer's font is gone after an update

**Workaround:**
- Print from the spare
- Put the font back`,
    `## When it breaks

| Symptom | Likely cause | Resolution |
|---|---|---|
| Labels come out blank | font gone | put the font back, print again |`,
    `## Common failure scenarios

**1. Hatch sensor silent**
\`\`\`bash
# Wake the sensor
sudo systemctl restart hatchd
\`\`\`

**2. Pump queue stuck**
\`\`\`bash
# Drop what waits
pumpctl queue clear --lane <lane>
\`\`\``,
  ],
};
