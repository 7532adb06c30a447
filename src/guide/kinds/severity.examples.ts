import type { Examples } from '../examples.ts';

/** What `docs/guide/severity.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'severity',
  is: 'An incident class.',
  guides: [
    `## Severities

- **SEV1 / Critical** - nobody can pay. Ack ≤ 5m.`,
    `## Ladder

| SEV | Pager | Internal SLA      |
| --- | ----- | ----------------- |
| 1   | yes   | response < 20 min |
| 2   | no    | response < 3h     |`,
    `## Incident classes

### HIGH (P2) - Soon

**Examples:**
- Basket latency > 1 second

**Response:**
- Acknowledge within 7 minutes
- Aim to resolve in < 3 hours`,
    `## Policy

### Level 2: WARNING

- **Action:** mail to the desk
- **Response time:** 50 minutes
- **Example:** shelf half empty
- **Escalation:** after 2 hours → Shop lead`,
    `## Response

| | Severity 1 | Severity 2 |
|---|---|---|
| Reaction | 30 minutes | 2 hours |
| Restoration | 4 hours | 2 days |`,
    `## Alert routing

- **Critical alerts**: page the duty engineer, answer within 10 minutes
- **Warning alerts**: notify the desk`,
    `## Hours

| Type | Hours | Response time |
|---|---|---|
| Open | Mon-Sat 8-18 | 10 minutes (P0), 2 hours (P1) |`,
  ],
};
