import { recently } from './recently.ts';

/** Seconds of one unit. A month is 30 days and a year 365, as error budgets are usually reckoned. */
const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|msecs?|millis|milliseconds?)$/i, 0.001],
  [/^(?:s|secs?|seconds?)$/i, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:min|minute|hour|hr)s?$/i, 0],
  [/^(?:h|hrs?|hours?)$/i, 3600],
  [/^(?:d|days?)$/i, 86_400],
  [/^(?:w|wks?|weeks?)$/i, 604_800],
  [/^(?:mo|mos|months?)$/i, 2_592_000],
  [/^quarters?$/i, 7_776_000],
  [/^(?:y|yrs?|years?)$/i, 31_536_000],
];

export const TIME_UNIT =
  '(?:milliseconds?|msecs?|millis|ms|seconds?|secs?|sec|s|minutes?|mins?|min|m|hours?|hrs?|hr|h|days?|d|weeks?|wks?|w|months?|mo|quarters?|years?|yrs?|y)(?:(?!\\w)|(?=\\d+(?:ms|[smhd])))';
const ONE = new RegExp(
  `(?<![\\d.])(\\d+(?:,\\d{3})*(?:\\.\\d+)?)(?:\\s*(?:-|to)\\s*\\d+(?:\\.\\d+)?)?\\s?\\+?[\\s-]?(?:(?:consecutive|full|straight|calendar)\\s+)?(${TIME_UNIT})`,
  'gi',
);
const ISO = /\bP(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?\b/;

export interface Duration {
  readonly seconds: number;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** Seconds of a unit's word: "min" → 60; null for what is no unit of time. "M" is no minute. */
export function secondsOf(unit: string): number | null {
  const word = unit.length === 1 ? unit : unit.toLowerCase();
  return SECONDS.find(([name, seconds]) => seconds > 0 && name.test(word))?.[1] ?? null;
}

/**
 * All durations in a text, compound ones as one.
 *
 *   "5 min", "5-minute", "90s", "1h 30m", "2 hours and 15 minutes", "PT5M"; of "7-35 days" the least, 7 days
 */
export const durationsIn = recently(readDurations);

function readDurations(text: string): readonly Duration[] {
  const found: Duration[] = [];
  for (const m of text.matchAll(ONE)) {
    const unit = secondsOf(m[2]!);
    if (unit === null) continue;
    const seconds = Number(m[1]!.replaceAll(',', '')) * unit;
    const last = found.at(-1);
    const between = last ? text.slice(last.end, m.index) : '';
    if (last && /^\s*(?:and\s+|,\s*)?$/.test(between) && seconds < last.seconds)
      found[found.length - 1] = { seconds: last.seconds + seconds, start: last.start, end: m.index + m[0].length };
    else found.push({ seconds, start: m.index, end: m.index + m[0].length });
  }
  if (found.length === 0) {
    const iso = ISO.exec(text);
    const [days, hours, minutes, seconds] = (iso?.slice(1) ?? []).map((part) => Number(part ?? 0));
    const total = (days ?? 0) * 86_400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
    if (iso && total > 0) found.push({ seconds: total, start: iso.index, end: iso.index + iso[0].length });
  }
  return found;
}

/**
 * How long people have: "< 5 minutes" → 300, "immediately" → 0. A business day or "next day" is no fixed number of
 * seconds: null.
 */
export function deadlineOf(text: string): number | null {
  // "4 hours (or next business day if overnight)": what is in brackets is the exception.
  const plain = text.replace(/\s*\(.*$/, '');
  if (plain !== text && durationsIn(plain).length > 0) return deadlineOf(plain);
  if (/\b(?:business|working|work)[\s-]+(?:days?|hours?)\b|\bnext (?:day|week|sprint|release)\b/i.test(text))
    return null;
  const [first] = durationsIn(text);
  if (first) return Math.round(first.seconds);
  if (/^\s*(?:0|zero|none|no data loss)\s*$/i.test(text)) return 0;
  return /\b(?:immediate(?:ly)?|at once|instant(?:ly)?|right away)\b/i.test(text) ? 0 : null;
}

const ANSWERS = /\b(?:respon\w*|answer\w*|acknowledg\w*|ack|react\w*)\b[^,;.]*\d[^,;.]*/gi;

/** A text without how soon somebody answers, which is no threshold: "page, answer within 10 minutes" → "page, ". */
export const withoutAnswers = (text: string): string => text.replace(ANSWERS, ' ');
