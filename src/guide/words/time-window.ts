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
      if (!lead && !(strict && trails)) continue;
      const start = lead ? lead.index : duration.start;
      const end = duration.end + (trails ? trails[0].length : 0);
      const rest = `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`;
      if (strict || (duration.seconds >= 60 && besides(rest))) return { seconds: Math.round(duration.seconds), rest };
    }
  }
  return null;
}
