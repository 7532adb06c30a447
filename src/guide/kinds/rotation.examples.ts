import type { Examples } from '../examples.ts';

/** What `docs/guide/rotation.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'rotation',
  is: 'The schedule of those on call.',
  guides: [
    `## On call

The on-call week starts Thursday 10:00 Europe/London.`,
    `## Levels

### Level 1

- Hours: 24/7 rotation (weekly)`,
    `**On-call rotation:** weekly, kept in PagerDuty.`,
    `## On call

**Rotation changes**: Saturdays at 09:30 UTC`,
    `## Duty

**On-call rotation:**

- Week 1: Engineer North
- Week 2: Engineer South

**Handoff (every Tuesday, 8:30 AM):**`,
  ],
};
