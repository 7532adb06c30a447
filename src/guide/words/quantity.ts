import { secondsOf, TIME_UNIT } from './duration.ts';

/** Units that are kept as written, and what they are called. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:%|percent|per cent|pct)$/i, '%'],
  [/^(?:rps|req(?:uest)?s?\/s(?:ec(?:ond)?)?|requests per second|qps)$/i, '/s'],
  [/^\/(?:s|sec|second)$/i, '/s'],
  [/^\/(?:min|minute)$/i, '/min'],
  [/^(?:rpm|req(?:uest)?s?\/min(?:ute)?|requests per minute)$/i, '/min'],
  [/^per (?:s|sec|second)$/i, '/s'],
  [/^per (?:min|minute)$/i, '/min'],
  [/^(?:\/|per )(?:h|hr|hour)$/i, '/h'],
  [/^(?:\/|per )(?:d|day)$/i, '/day'],
];
const WORD =
  '%|°\\s?[CF]\\b|(?:[kKMGT]i?B|[a-z]{3,20})?\\/(?:s|sec|second|min|minute|h|hr|hour|day|d)\\b|dBm?\\b|m?V\\b|m?A\\b|k?W\\b|percent(?:age)?|per cent|pct|rps|qps|rpm|req(?:uest)?s?\\/(?:s|sec|second|min|minute)|(?:[a-z]{3,20} )?per (?:second|sec|minute|min|hour|day)\\b|[kKMGT]i?[bB](?:ps)?|[KMGT]i\\b|[kMG]bps|x\\b';
const NOUN = '[a-z]{3,}(?=\\W|$)';
const NUMBER = "(?<!\\d)\\d+(?:[,']\\d{3})*(?:\\.\\d+)?";

/** Number and unit as one pattern; groups: number, unit. */
export const QUANTITY = `(${NUMBER})(?:[\\s-]?(${TIME_UNIT}|${WORD})|\\s+(${NOUN}))?`;

export interface Quantity {
  readonly amount: number;
  /** `%`, `ms`, `s`, `/s`, or the counted noun ("failures"); null where a bare number stands. */
  readonly unit: string | null;
  /** The quantity in seconds where it is a time. */
  readonly seconds: number | null;
}

/** Words that may follow a number without being what it counts. */
const NO_UNIT =
  /^(?:out|business|working|baseline|usual|normal|failed|new|open|active|concurrent|pending|waiting|queued|or|of|for|over|during|within|and|the|per|then|from|with|when|that|are|was|has|must|should|consecutive|avg|average|times?|while|until|since|after|before|but|into|sustained|across|between|usage|uptime|used|free|left|available|utilization|utilisation|cpu|memory|error|rate)$/i;

/** "failures per minute" → "failures/min"; any other unit as it is written. */
function rateOf(unit: string): string {
  const [, noun, time] = /^(\w+) per (\w+)$/.exec(unit) ?? [];
  const each = UNITS.find(([name]) => name.test(`per ${time}`))?.[1];
  return noun && each ? `${noun.toLowerCase()}${each}` : unit;
}

/** Reads the groups of QUANTITY: ("1", "s") → {amount: 1, unit: "s", seconds: 1}; ("5", "failures") keeps the noun. */
export function quantityOf(number: string, unit: string | undefined, noun: string | undefined): Quantity {
  const amount = Number(number.replace(/[,']/g, ''));
  if (unit) {
    const seconds = secondsOf(unit);
    if (seconds !== null)
      return { amount, unit: seconds < 1 ? 'ms' : unit.toLowerCase(), seconds: Number((amount * seconds).toFixed(6)) };
    return { amount, unit: UNITS.find(([name]) => name.test(unit))?.[1] ?? rateOf(unit), seconds: null };
  }
  return { amount, unit: noun && !NO_UNIT.test(noun) ? noun.toLowerCase() : null, seconds: null };
}
