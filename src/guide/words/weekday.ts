const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const NAMES = /\b(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat)(?:day)?s?\b/i;
const RANGE =
  /\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*(?:-|to|till|until|through)\s*(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/i;

export type Weekday = (typeof CODES)[number];

const LISTED =
  /\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*(?:\s*(?:,|\/|&|\+|and|,\s*and)\s*(?:on )?(?:sun|mon|tue|wed|thu|fri|sat)(?:[a-z]*day|[a-z]?)s?\b)+/i;
const EACH = /\b(sun|mon|tue|wed|thu|fri|sat)/gi;

/** Every weekday that a text lists: "Tuesdays and Thursdays" → ["TU", "TH"]; of a range or a single day the first. */
export function weekdaysIn(text: string): Weekday[] {
  const list = LISTED.exec(text)?.[0];
  if (list === undefined) {
    const day = weekdayIn(text);
    return day ? [day] : [];
  }
  const named = [...list.matchAll(EACH)].map((m) => m[1]!.slice(0, 2).toUpperCase());
  return CODES.filter((code) => named.includes(code));
}

/** The first weekday a text names, as RFC 5545 writes it: "Mondays at 9" → "MO". */
export function weekdayIn(text: string): Weekday | null {
  const found = NAMES.exec(text)?.[1]?.slice(0, 2).toUpperCase();
  return CODES.find((code) => code === found) ?? null;
}

/** Cron's day-of-week field: "weekdays" → "1-5", "Monday" → "1", "Mon-Sat" → "1-6"; null where no day is named. */
export function cronDaysIn(text: string): string | null {
  if (/\b(?:weekdays|working days|business days|weeknights?)\b/i.test(text)) return '1-5';
  if (/\bweekends?\b/i.test(text)) return '0,6';
  const range = RANGE.exec(text);
  if (range) return `${dayNumber(range[1]!)}-${dayNumber(range[2]!)}`;
  const days = weekdaysIn(text).map((day) => CODES.indexOf(day));
  return days.length > 0 ? days.sort((a, b) => a - b).join(',') : null;
}

function dayNumber(word: string): number {
  return CODES.findIndex((code) => word.toUpperCase().startsWith(code));
}
