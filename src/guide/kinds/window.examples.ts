import type { Examples } from '../examples.ts';

/** What `docs/guide/window.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'window',
  is: 'A maintenance window.',
  guides: [
    `## Planned maintenance

Every third Sunday of the month from 01:00 to 05:00 (Europe/Berlin).`,
    `## Exclusions

- **Planned maintenance** - announced at least 36 hours ahead by mail`,
    `## Maintenance windows

- **Weekly**: Saturday 01:00-02:00 UTC
  - patches
- **Window:** every Wednesday 03:00-05:00 UTC`,
    `## Upkeep

### Weekly maintenance (Saturdays, 05:00-06:30 UTC)

- Replace old images`,
    `## Maintenance windows

**Usual times (EST):**

- **Daily**: 3:10 AM - 3:40 AM`,
  ],
};
