import type { Examples } from '../examples.ts';

/** What `docs/guide/contact.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'contact',
  is: 'A role, person or channel to reach.',
  guides: [
    `## Contacts

| Role | E-mail | Slack |
|---|---|---|
| Database team | dba@example.com | #dba |`,
    `## Escalation path

1. Duty engineer (0-15 min)
2. Shop lead (15-45 min)`,
    `## Contacts

**Carriers:**
- Parcel support`,
    `## Who to call

Service desk
: +49 30 5550 100`,
    `\`\`\`yaml
receivers:
  - name: duty
    email_configs:
      - to: duty@example.com
\`\`\``,
    `## Contacts

- Chat: #pilot-ops, #pilot-alerts, pilots@example.com`,
    `## Escalation

### Level 2 - Warehouse lead
- Anything the desk cannot mend`,
    `## Response team

### Incident commander
- **Primary**: shift supervisor`,
    `## External escalation

1. Port authority (for spills)`,
    `## Contacts

| Role | Primary | Secondary |
|---|---|---|
| Duty engineer | +1-555-0142 | duty@example.com |`,
    `For questions about the desk, contact the desk team at desk@example.com.`,
    `## People

**First sailor:**

- Name: (to be filled in)
- Email: first@example.com
- Phone: +1-555-0188`,
  ],
};
