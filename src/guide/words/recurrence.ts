import { cadenceIn } from './cadence.ts';
import { weekdayIn } from './weekday.ts';

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
const NTH_DAY = /\b(first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?=sun|mon|tue|wed|thu|fri|sat)/i;
const FREQUENCIES: Readonly<Record<string, string>> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
  quarterly: 'FREQ=MONTHLY;INTERVAL=3',
  yearly: 'FREQ=YEARLY',
};

/**
 * An RFC 5545 RRULE: "First Sunday of month" → "FREQ=MONTHLY;BYDAY=1SU"; "every Tuesday" → "FREQ=WEEKLY;BYDAY=TU".
 * null where the words name no rhythm.
 */
export function recurrenceIn(text: string): string | null {
  const day = weekdayIn(text);
  const nth = NTH[NTH_DAY.exec(text)?.[1]?.toLowerCase() ?? ''];
  const cadence = cadenceIn(text) ?? (day ? (nth ? 'monthly' : 'weekly') : null);
  const frequency = FREQUENCIES[cadence ?? ''];
  if (!frequency) return null;
  if (!day || cadence === 'daily') return frequency;
  return `${frequency};BYDAY=${cadence === 'weekly' || cadence === 'biweekly' ? '' : (nth ?? '')}${day}`;
}
