import type { Part } from '../../document/part.ts';
import { durationsIn } from '../../words/duration.ts';
import type { Rule } from '../rule.ts';

const DAY = 86_400;
/** A month is thirty days or the mean month of the calendar: both are in use. */
const PERIODS: Readonly<Record<string, readonly number[]>> = {
  day: [DAY],
  week: [7 * DAY],
  month: [30 * DAY, 30.44 * DAY, (365 / 12) * DAY],
  quarter: [90 * DAY, 91.31 * DAY, 92 * DAY],
  year: [365 * DAY, 365.25 * DAY],
};
const PERIOD =
  /(?:\/|\bper |\bevery |\ba |\beach |\bin a )\s?(day|week|month|quarter|year)\b|\b(daily|weekly|monthly|quarterly|yearly|annual)\b/i;

export const downtimeArithmetic: Rule = {
  id: 'downtime-arithmetic',
  severity: 'error',
  finds: 'An allowed downtime that is not what the availability beside it leaves.',
  why: 'The error budget is kept by one of the two numbers; the other promises something else. 99.9 % of a month leaves 43.2 minutes of 30 days, 43.8 of the mean month.',
  failing: [
    {
      guide:
        '| Environment | Target uptime | Allowed downtime |\n|---|---|---|\n| Production | 99.95% | 43 minutes/month |\n',
      words: '43 minutes',
    },
    {
      guide:
        '## Availability\n\nThe shop is available 99.9 % of the time. Downtime shall not exceed 45 minutes per month.\n',
      words: '45 minutes',
    },
  ],
  passing: [
    {
      guide:
        '## Availability\n\nThe shop is available 99.9 % of the time. Downtime shall not exceed 43 minutes per month.\n',
    },
    {
      guide:
        '| Environment | Target uptime | Allowed downtime |\n|---|---|---|\n| Production | 99.9% | 43 minutes/month |\n| Staging | 99.5% | 3.6 hours/month |\n',
    },
    { guide: '## Error budget\n\n- 99.9% availability = 43.8 minutes of downtime a month\n' },
  ],
  *find(guide) {
    for (const part of guide.parts) {
      if (part.form === 'guide' || part.form === 'heading' || part.form === 'fence') continue;
      const text = withTarget(part);
      const targets = [...text.matchAll(/\b(9\d(?:\.\d+)?)\s?%/g)];
      const about = `${part.columns.join(' ')} ${text}`;
      if (targets.length !== 1 || !/\bdown-?time\b|\boutage|\berror budget/i.test(about)) continue;
      const target = Number(targets[0]![1]);
      const found = PERIOD.exec(text) ?? PERIOD.exec(`${part.columns.join(' ')} ${part.parent?.title ?? ''}`);
      const period = (found?.[1] ?? found?.[2] ?? 'month')
        .toLowerCase()
        .replace('daily', 'day')
        .replace('annual', 'year')
        .replace(/ly$/, '');
      const stated = durationsIn(text)
        .map(({ seconds, start, end }) => ({ seconds, words: text.slice(start, end) }))
        .filter(({ words }) => !PERIOD_ALONE.test(words));
      if (stated.length !== 1) continue;
      const { seconds, words } = stated[0]!;
      const allowed = (PERIODS[period] ?? []).map((all) => (all * (100 - target)) / 100);
      if (allowed.length === 0 || allowed.some((right) => isRounded(seconds, right, words))) continue;
      yield {
        place: guide.place(part, words),
        message: `${target} % of a ${period} leaves ${inWords(allowed[0]!)}, not ${words.trim()}.`,
        understood: `${target} % availability a ${period}, with ${words.trim()} of downtime allowed.`,
        wayOut: `Write ${inWords(allowed[0]!)}, or the availability that ${words.trim()} leave.`,
      };
    }
  },
};

/** "Available 99.9 % of the time. Downtime shall not exceed 43 minutes": the target may stand a sentence before. */
function withTarget(part: Part): string {
  if (part.form !== 'line' || TARGET.test(part.text)) return part.text;
  const siblings = part.parent?.children ?? [];
  const before = siblings[siblings.indexOf(part) - 1];
  return before?.form === 'line' && before.endLine === part.line ? `${before.text} ${part.text}` : part.text;
}

const TARGET = /\b9\d(?:\.\d+)?\s?%/;
const PERIOD_ALONE = /^\s*(?:1\s)?(?:30|31|90|365|7)?[\s-]?(?:days?|weeks?|months?|years?)$/i;

/** Rounded to the digits that were written: "43 minutes" is 42.5 to 43.5, and cutting off instead is forgiven. */
function isRounded(seconds: number, right: number, words: string): boolean {
  const decimals = /\d[.,](\d+)/.exec(words)?.[1]?.length ?? 0;
  const unit = /h/i.test(words) && !/m/i.test(words) ? 3600 : /\bs|sec/i.test(words) && !/m/i.test(words) ? 1 : 60;
  return Math.abs(seconds - right) <= (unit / 10 ** decimals) * 1.01;
}

function inWords(seconds: number): string {
  if (seconds >= 3 * 3600) return `${Number((seconds / 3600).toPrecision(3))} hours`;
  return seconds >= 60
    ? `${Number((seconds / 60).toPrecision(3))} minutes`
    : `${Number(seconds.toPrecision(3))} seconds`;
}
