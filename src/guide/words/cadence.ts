import { recently } from './recently.ts';

/** Words for how often, most telling first; "first Sunday of the month" is monthly, not weekly. */
const CADENCES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:quarterly|every quarter|each quarter|once (?:a|per) quarter|every (?:3|three) months|every (?:90|ninety) days|of (?:the |each |every )?quarter|quarter by quarter)\b/i,
    'quarterly',
  ],
  [
    /\b(?:twice (?:a|per) year|2 times (?:a|per) year|half[\s-]?yearly|semi-?annual(?:ly)?|bi-?annual(?:ly)?|every (?:6|six) months|every half[\s-]year)\b/i,
    'half-yearly',
  ],
  [
    /\b(?:yearly|annual(?:ly)?|every year|each year|once (?:a|per) year|every (?:12|twelve) months|every 365 days)\b/i,
    'yearly',
  ],
  [
    /\b(?:bi-?weekly|fortnightly|every (?:2|two|other) weeks?|every other \w+day|every (?:14|fourteen) days)\b/i,
    'biweekly',
  ],
  [
    /\b(?:monthly|every month|each month|once (?:a|per) month|of (?:the |each |every )?month|every (?:30|thirty) days|of the following month)\b/i,
    'monthly',
  ],
  [
    /\b(?:weekly|every week|each week|once (?:a|per) week|every (?:7|seven) days|(?:one|1|a) week (?:each|at a time|long)|week[\s-]long|per week)\b|\b(?:every|each|on)\s+(?:sun|mon|tues|wednes|thurs|fri|satur)days?\b|\b(?:sun|mon|tues|wednes|thurs|fri|satur)days\b/i,
    'weekly',
  ],
  [
    /\b(?:daily|nightly|every (?:day|night|morning|evening)|each (?:day|night|morning|evening)|once (?:a|per) day|every 24 hours)\b/i,
    'daily',
  ],
  [/\b(?:hourly|every hour|each hour|once (?:a|per) hour)\b/i, 'hourly'],
];

/** Any of the words for how often. */
export const RHYTHM = new RegExp(CADENCES.map(([words]) => words.source).join('|'), 'i');

/** "Reviewed every quarter" → "quarterly"; "First Sunday of month" → "monthly". */
export const cadenceIn = recently(readCadence);

function readCadence(text: string): string | null {
  return CADENCES.find(([words]) => words.test(text))?.[1] ?? null;
}

const PERIODS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:\/|per |a |each |every )month\b|\/mo\b|\bper month\b|\bp\.\s?m\.(?= |$)|\bmonthly\b|\bmonth-over-month\b|\bMoM\b/i,
    'month',
  ],
  [
    /(?:\/|per |a |each |every )year\b|\byearly\b|\bannual(?:ly)?\b|\byear-over-year\b|\bp\.\s?a\b|\bper annum\b|\bfor 20\d\d\b|\bYoY\b/i,
    'year',
  ],
  [/(?:\/|per |a |each |every )quarter\b|\bquarterly\b/i, 'quarter'],
  [/(?:\/|per |a |each |every )week\b|\bweekly\b/i, 'week'],
  [/(?:\/|per |a |each |every )day\b|\bdaily\b/i, 'day'],
];

/** The period an amount is for: "$100/month" → "month"; "10% monthly growth" → "month". */
export function periodIn(text: string): string | null {
  return PERIODS.find(([words]) => words.test(text))?.[1] ?? null;
}

/** Seconds of a period's name. A month is 30 days. */
export const PERIOD_SECONDS: Readonly<Record<string, number>> = {
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  quarter: 7_776_000,
  year: 31_536_000,
};
