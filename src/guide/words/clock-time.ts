import { recently } from './recently.ts';

const TIME = /(?<![\d:.])(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*(a\.?m\.?|p\.?m\.?)?(?![\d:%])/gi;
const NAMED: Readonly<Record<string, string>> = { midnight: '00:00', noon: '12:00', midday: '12:00' };

export interface ClockTime {
  /** HH:MM, 24 hours. */
  readonly time: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Times of day: "2 AM" → 02:00, "14:30" → 14:30, "2-4 AM" → 02:00 and 04:00 (the half of the day is said once),
 * "midnight" → 00:00. A bare number is a time only in a range whose end says so.
 */
export const clockTimesIn = recently(readClockTimes);

function readClockTimes(text: string): readonly ClockTime[] {
  const found: (ClockTime & { half: string | null; hour: number; minute: number; sure: boolean })[] = [];
  for (const m of text.matchAll(TIME)) {
    const [hour, minute, half] = [Number(m[1]), Number(m[2] ?? 0), m[3]?.[0]?.toLowerCase() ?? null];
    if (hour > 24 || minute > 59) continue;
    found.push({
      time: '',
      start: m.index,
      end: m.index + m[0].trimEnd().length,
      half,
      hour,
      minute,
      sure: half !== null || m[2] !== undefined,
    });
  }
  // "every night at 3": a bare hour after "at" where the words say the part of the day.
  for (const each of found)
    each.sure ||=
      each.hour > 0 &&
      /\b(?:night|morning|day|daily|nightly|evening)s?\b.{0,12}\bat\s*$/i.test(text.slice(0, each.start)) &&
      !/^\s*(?:%|[a-z])/i.test(text.slice(each.end, each.end + 3));
  const times: ClockTime[] = [];
  for (const [n, at] of found.entries()) {
    const next = found[n + 1];
    const ranged = next !== undefined && /^\s*(?:-|to|until|till|and)\s*$/i.test(text.slice(at.end, next.start));
    if (!at.sure && !(ranged && next.sure)) continue;
    const half = at.half ?? (ranged && at.hour <= 12 ? next.half : null);
    times.push({ time: clock(at.hour, at.minute, half), start: at.start, end: at.end });
  }
  for (const m of text.matchAll(/\b(midnight|noon|midday)\b/gi))
    times.push({ time: NAMED[m[1]!.toLowerCase()]!, start: m.index, end: m.index + m[0].length });
  return times.sort((a, b) => a.start - b.start);
}

function clock(hour: number, minute: number, half: string | null): string {
  const of24 = half === 'p' ? (hour % 12) + 12 : half === 'a' ? hour % 12 : hour % 24;
  return `${String(of24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
