import { durationsIn } from './duration.ts';

/** Words before a duration that make it the time a condition must hold, whatever else the text says. */
const HOLDS =
  /(?:\b(?:for|during|lasting|lasts|sustained(?: for| over)?|persist(?:s|ing)? for|avg|average[ds]?(?: over)?|in the last|over the last|over the past|over any|in any|rolling|every)|\[)\s*(?:(?:at least|more than|longer than|over|about|the last|a|an|any|[>≥]=?|<)\s*)*$/i;
/** Words that do so only beside another threshold: "over 5 minutes", "(5 min)". */
const MAY_HOLD = /(?:\b(?:over|in|within|per|across|of)\s*(?:an?\s+|any\s+|the\s+)?|[(,/]\s*)$/i;
const WINDOW_AFTER =
  /^[\s-]*(?:rolling |sliding |moving )?(?:window|period|interval|average|avg|consecutive(?:ly)?|in a row|straight|running)\b/i;

export interface TimeWindow {
  readonly seconds: number;
  /** The text with the window's words blanked out, so that its number is not read as a threshold. */
  readonly rest: string;
}

const CHECKS =
  '(?:checks?|samples?|intervals?|polls?|probes?|reports?|periods?|evaluations?|scrapes?|data ?points?|times|runs|attempts?|readings?|failures?)';
const COUNT = new RegExp(
  `\\b(?:(?:for|in|over|after|than)\\s+)?(?:(\\d+)\\s+(?:consecutive|successive|straight)\\s+(?:\\w+\\s+)?${CHECKS}|(\\d+)\\s+${CHECKS}(?:\\s+(?:in a row|running|in succession|consecutively))|(?:for|over)\\s+(\\d+)\\s+${CHECKS}|(twice|three times|thrice) (?:in a row|running|in succession))`,
  'i',
);
const EACH_LASTS = /\b(?:of|at|every|each)\s*$|[(,]\s*$/i;

/**
 * A window counted in checks: "in 3 consecutive reports", "for 3 intervals (30 s each)" → 90 s. Without the time between
 * two checks its length is not known: no seconds, but its number is no threshold either.
 */
export function countedIn(text: string): { readonly seconds: number | null; readonly rest: string } | null {
  const found = COUNT.exec(text);
  if (!found) return null;
  const count = Number(found[1] ?? found[2] ?? found[3] ?? (found[4]?.toLowerCase() === 'twice' ? 2 : 3));
  const after = found.index + found[0].length;
  const each = durationsIn(text).find(
    ({ start, end }) =>
      start >= after &&
      start - after < 24 &&
      (EACH_LASTS.test(text.slice(after, start)) || /^\s*(?:each|apart)\b/i.test(text.slice(end))),
  );
  const end = each ? each.end : after;
  return {
    seconds: each ? Math.round(each.seconds * count) : null,
    rest: `${text.slice(0, found.index)}${' '.repeat(end - found.index)}${text.slice(end).replace(/^\s*each\b/, '')}`,
  };
}

/**
 * How long a condition holds, or over what time it is measured.
 *
 *   "CPU > 65% for 8 minutes" → 480;  ">3% in 10-minute window" → 600;  "fails for more than 2 minutes" → 120
 *
 * @param besides whether the text has a threshold of its own, so that "over 5 minutes" can only be a window
 */
export function timeWindowIn(text: string, besides: (rest: string) => boolean): TimeWindow | null {
  for (const strict of [true, false]) {
    for (const duration of durationsIn(text)) {
      const before = text.slice(0, duration.start);
      const after = text.slice(duration.end);
      const lead = (strict ? HOLDS : MAY_HOLD).exec(before);
      const trails = WINDOW_AFTER.exec(after);
      // "> 2s average response time" is a threshold, though an average of 2 s could be a window.
      if (!lead && !(strict && trails && !/[<>≥≤]=?\s*$/.test(before))) continue;
      const start = lead ? lead.index : duration.start;
      const end = duration.end + (trails ? trails[0].length : 0);
      const rest = `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`;
      if (strict || (duration.seconds >= 60 && besides(rest))) return { seconds: Math.round(duration.seconds), rest };
    }
  }
  return null;
}
