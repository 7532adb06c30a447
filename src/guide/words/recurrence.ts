import { cadenceIn } from './cadence.ts';
import { weekdaysIn } from './weekday.ts';

const NTH: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  last: -1,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};
const NTH_DAY = /(?<!\bevery )\b(first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?=sun|mon|tue|wed|thu|fri|sat)/i;
/** "2nd and 4th Sunday", "first or third Tuesday": the one before the last of several. */
const NTHS_BEFORE = new RegExp(
  `((?:\\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th)\\s*(?:,|and|or|&|\\/|\\+)\\s*(?:the )?)+)${NTH_DAY.source.replace('(?<!\\bevery )', '')}`,
  'i',
);
/** "every third Sunday of the month" is the month's third; without the month it would be every three weeks. */
const EVERY_NTH_DAY = /\bevery (first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?=sun|mon|tue|wed|thu|fri|sat)/i;
const FREQUENCIES: Readonly<Record<string, string>> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  'half-yearly': 'FREQ=MONTHLY;INTERVAL=6',
  yearly: 'FREQ=YEARLY',
};

/**
 * An RFC 5545 RRULE: "First Sunday of month" → "FREQ=MONTHLY;BYDAY=1SU"; "every Tuesday" → "FREQ=WEEKLY;BYDAY=TU".
 * null where the words name no rhythm.
 */
export function recurrenceIn(text: string): string | null {
  const days = weekdaysIn(text);
  const [day] = days;
  const nth =
    NTH[
      (NTH_DAY.exec(text) ??
        (/\bof (?:the |each |every )?month\b/i.test(text) ? EVERY_NTH_DAY.exec(text) : null))?.[1]?.toLowerCase() ?? ''
    ];
  const cadence = cadenceIn(text) ?? (day ? (nth ? 'monthly' : 'weekly') : null);
  const frequency = FREQUENCIES[cadence ?? ''];
  if (!frequency) return null;
  if (!day || cadence === 'daily') return frequency;
  const several = [...(NTHS_BEFORE.exec(text)?.[1]?.matchAll(/\w+/g) ?? [])].flatMap(
    (m) => NTH[m[0].toLowerCase()] ?? [],
  );
  if (nth && several.length > 0 && cadence === 'monthly')
    return `${frequency};BYDAY=${[...several, nth].map((n) => `${n}${day}`).join(',')}`;
  return `${frequency};BYDAY=${cadence === 'weekly' || cadence === 'biweekly' ? days.join(',') : `${nth ?? ''}${day}`}`;
}
