/** A guide as long as a large company's: half a megabyte, in sections of alerts, targets, prose, steps and commands. */
export function longGuide(parts: number): string {
  return `# Harbour\n\nEverything that runs the harbour, in one guide.\n\n${Array.from({ length: parts }, (_, part) => partOf(part)).join('\n')}`;
}

/** Each has some 25 commitments. */
function partOf(part: number): string {
  const name = `Crane control ${part}`;
  const alerts = Array.from(
    { length: 16 },
    (_, row) => `| High error rate on ${name} line ${row} | more than ${1 + (row % 9)} % | 5 min | Warning |`,
  );
  return `## ${name}

${name} moves containers between ship and yard. Its people look here first when a ship waits at the quay, and
leave here what they have learnt, since nobody remembers at night what was agreed upon by day.

### Alert rules of ${name}

| Alert | Threshold | Window | Severity |
|---|---|---|---|
${alerts.join('\n')}

### Service level objectives of ${name}

- Availability: 99.${part % 10} % over 30 days
- p95 response time below ${200 + part} ms
- Error rate below 1 %

### Restarting ${name}

1. Look at what it says about itself.
2. Restart it, and look again.

\`\`\`bash
systemctl status crane-control-${part}
systemctl restart crane-control-${part}
\`\`\`

- Backup daily at 02:00, kept for 30 days
- Restore drill every 3 months
- Recovery time objective: 4 hours
`;
}
