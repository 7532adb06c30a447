import type { Rule } from '../rule.ts';

/** Abbreviations of standard time where the clocks change, or of several countries. UTC, GMT and JST are plain. */
const ZONES: Readonly<Record<string, string>> = {
  EST: 'America/New_York is EDT from March to November',
  CST: 'America/Chicago is CDT from March to November, and CST is China’s time too',
  MST: 'America/Denver is MDT from March to November',
  PST: 'America/Los_Angeles is PDT from March to November',
  IST: 'India, Ireland and Israel all call theirs IST',
  BST: 'London is on BST only from March to October, and Bangladesh all year',
  AEST: 'Australia/Sydney is AEDT from October to April',
};
const TIMED = new RegExp(
  `\\b(?:\\d{1,2}:\\d\\d(?:\\s?[AaPp][Mm])?|\\d{1,2}\\s?[AaPp][Mm])\\s*\\(?(${Object.keys(ZONES).join('|')})\\b`,
);

export const zoneWithTwoMeanings: Rule = {
  id: 'zone-with-two-meanings',
  severity: 'warning',
  finds: 'A recurring time in a zone’s abbreviation that is wrong for half of the year, or means several zones.',
  why: 'Read by the letter, the window is an hour off in summer. Machines read it by the letter.',
  failing: [{ guide: '## On-call rotation\n\n- Schedule: weekly, Monday 9 AM EST\n', words: 'EST' }],
  passing: [
    { guide: '## On-call rotation\n\n- Schedule: weekly, Monday 9 AM America/New_York\n' },
    {
      guide:
        '## On-call rotation\n\n- Schedule: weekly, Monday 09:00 UTC\n\n## History\n\n- The outage began at 9:12 AM EST.\n',
    },
  ],
  *find(guide) {
    const recurring = [...guide.all('window'), ...guide.all('rotation'), ...guide.all('backup'), ...guide.all('task')];
    const seen = new Set<number>();
    for (const { line, endLine } of recurring) {
      for (let at = line; at <= endLine; at += 1) {
        const zone = TIMED.exec(guide.lines[at - 1] ?? '')?.[1];
        if (zone === undefined || seen.has(at)) continue;
        seen.add(at);
        yield {
          place: guide.place({ line: at }, zone),
          message: `${zone} is not a zone for a time that recurs all year: ${ZONES[zone]}.`,
          understood: `“${(guide.lines[at - 1] ?? '').trim()}”`,
          wayOut: 'Write the place (America/New_York) or UTC.',
        };
      }
    }
  },
};
