import type { Rule } from '../rule.ts';

export const timeWithoutZone: Rule = {
  id: 'time-without-zone',
  severity: 'warning',
  finds: 'A window, hand-over or backup at a time of day without a time zone.',
  why: 'Servers run in UTC and people do not. An hour too early, the maintenance begins while customers are at work.',
  failing: [
    { guide: '## Maintenance windows\n\n- Scheduled maintenance: Sundays 02:00-04:00\n', words: '02:00-04:00' },
  ],
  passing: [
    { guide: '## Maintenance windows\n\n- Scheduled maintenance: Sundays 02:00-04:00 UTC\n' },
    {
      guide: '# Shop\n\nAll times are UTC.\n\n## Maintenance windows\n\n- Scheduled maintenance: Sundays 02:00-04:00\n',
    },
  ],
  *find(guide) {
    if (
      guide.lines.some((line) =>
        /\b(?:all )?times?\b.{0,40}\b(?:UTC|GMT|CET|local time|[A-Z][a-z]+\/[A-Z][a-z]+)\b|\btime ?zone\b/i.test(line),
      )
    )
      return;
    const timed = [
      ...guide.all('window').filter(({ start, tz }) => start !== null && tz === null),
      ...guide.all('rotation').filter(({ handoff }) => handoff?.time != null && handoff.tz === null),
      ...guide
        .all('backup')
        .filter(({ schedule, tz }) => schedule !== null && tz === null && !/^\S+ \*/.test(schedule)),
    ];
    for (const commitment of timed) {
      // What a block of cron lines runs by is the zone of its machine.
      if (guide.isInBlock(commitment.line)) continue;
      const text = guide.lines.slice(commitment.line - 1, commitment.endLine).join('\n');
      const time =
        /\b\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m\.?)?\s?(?:-|–|to|until)\s?\d{1,2}(?::\d\d|\s?[ap]\.?m\b\.?)|\b\d{1,2}:\d\d(?:\s?[ap]m)?|\b\d{1,2}\s?[ap]\.?m\b/i.exec(
          text,
        )?.[0];
      if (time === undefined) continue;
      yield {
        place: guide.place(commitment, time),
        message: `“${time}” has no time zone.`,
        understood: `A ${commitment.kind} at this time; no zone in the line, and none for the whole guide.`,
        wayOut:
          'Write the zone behind it (UTC, or a place such as Europe/Berlin), or say once at the top that all times are UTC.',
      };
    }
  },
};
