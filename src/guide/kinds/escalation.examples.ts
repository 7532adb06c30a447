import type { Examples } from '../examples.ts';

/** What `docs/guide/escalation.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'escalation',
  is: 'Who is next, after how long.',
  guides: [
    `After 15 minutes without an answer, page the team lead.`,
    `## When to escalate

**To the shop lead:**
- P2 not resolved in 3 hours`,
    `## Escalation

\`\`\`text
primary --5m--> secondary --15m--> manager
\`\`\``,
    `## Escalation

First line
  Second line - after 15 min
    Manager - after 45 min`,
    `## Contacts

| Role | Contact | Escalation |
|---|---|---|
| Duty engineer | #duty | at once |
| Warehouse lead | lead@example.com | 20 min |`,
    `## Escalation

| Step | Time since alert | Contact |
|---|---|---|
| 1 | T+0 | Duty engineer |
| 2 | T+20 min (P1) / T+2 hr (P2) | Quarry lead |`,
    `## Escalation

| Severity | Response time | Escalation time | Whom |
|---|---|---|---|
| Critical | 10 minutes | 25 minutes | Duty → Lead → Director |`,
    `## Classes

| Severity | Criteria | Response time | Escalation path |
|---|---|---|---|
| P1 | nothing can be sold | 12 minutes | Desk → Shop lead → Director |`,
    `## Who is told

\`\`\`
Desk (12 min)
  ↓ (no answer)
Shop lead
\`\`\``,
    `## Support tiers

### Tier 1 (desk)

- **Escalation**: to Tier 2 after 2 hours`,
    `\`\`\`yaml
route:
  group_wait: 30s
  routes:
    - matchers: ['severity="critical"']
      receiver: pager
      continue: true
    - matchers: ['severity=~"critical|page"']
      receiver: service-lead
      group_wait: 15m
\`\`\``,
  ],
};
