import type { ErrorBudgetFields } from '../../plan/commitment.ts';
import { type Part, sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { PERIOD_SECONDS, periodIn } from '../words/cadence.ts';
import { metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { periodSeconds } from './target.ts';

/** "Error budget: 21.6 min/month" wherever it stands. */
export function readBudgetLabel(part: Part): Draft[] {
  const budget = /\berror budget\b/i.test(part.label ?? '')
    ? budgetIn(part.value, 'availability', periodIn(part.value) ?? 'month', null)
    : null;
  return budget ? [draft(part, budget)] : [];
}

/** "- Monthly: 43.2 minutes" under "Acceptable downtime": what is left to spend in each period. */
export function readDowntimeLine(part: Part): Draft[] {
  const period = periodIn(part.label ?? '');
  if (!period || !/\b(?:down-?time|error budgets?)\b/i.test(part.parent?.title ?? '')) return [];
  const budget = budgetIn(part.value, 'availability', period, null);
  return budget ? [draft(part, budget)] : [];
}

/** "The error budget is 0.05 % of requests over 28 days"; "… is 43.2 minutes a month". */
export function readBudgetRemark(part: Part): Draft[] {
  const said =
    /^(?:the |our |this |an )?(?:monthly |weekly |quarterly )?error budget (?:is|of|amounts to|equals)\s+(.+)$/i.exec(
      withDigits(part.text),
    )?.[1];
  if (!said) return [];
  const share = /^(?:about |roughly )?(\d+(?:\.\d+)?)\s?(?:%|percent)/i.exec(said)?.[1];
  if (share) {
    const over =
      /\b(?:over|in|per|every|each|within)\s+(?:a |any |the last |rolling )*((?:\d+[\s-]?)?(?:days?|weeks?|months?|quarters?|years?))/i.exec(
        said,
      )?.[1];
    const allowedRatio = Number((Number(share) / 100).toPrecision(12));
    return [
      draft(part, {
        kind: 'error-budget',
        objective: 'availability',
        allowedS: null,
        allowedRatio,
        periodS: over ? periodSeconds(over) : null,
      }),
    ];
  }
  const budget = budgetIn(said, 'availability', periodIn(part.text) ?? 'month', null);
  return budget ? [draft(part, budget)] : [];
}

const DOWNTIME =
  /(\d+(?:\.\d+)?)\s?(?:%|percent)[^%]*?((?:\d+(?:\.\d+)?)\s*(?:hours?|hrs?|h|minutes?|mins?|min|seconds?|days?)\s+(?:of )?(?:allowed |permitted |planned )?(?:downtime|outage)\b[^()]{0,30})/i;

/** "99.9% allows at most 8.7 hours of downtime per year", "99.9% uptime (8.77 hours downtime/year)" wherever it stands. */
export function readDowntime(part: Part, sli = 'availability'): Draft[] {
  const [, target, allowed] = DOWNTIME.exec(withDigits(part.text)) ?? [];
  const period = allowed ? periodIn(allowed) : null;
  const budget = allowed && period ? budgetIn(allowed, sli, period, Number(target)) : null;
  return budget ? [draft(part, budget)] : [];
}

/** "98% availability leaves 14 hours of downtime"; "one failed payment in 500" */
export function readBudgetLine(part: Part): Draft[] {
  const failing =
    /^(?:\D{0,30})(\d+(?:\.\d+)?)\s?% (?:failure|failed|error|of (?:all )?(?:requests|runs|jobs|calls))/i.exec(
      part.text,
    )?.[1];
  if (failing) {
    const [over] = durationsIn(part.text);
    const allowedRatio = Number((Number(failing) / 100).toPrecision(12));
    return [
      draft(part, {
        kind: 'error-budget',
        objective: 'error_rate',
        allowedS: null,
        allowedRatio,
        periodS: over ? Math.round(over.seconds) : null,
      }),
    ];
  }
  const period = periodIn([part.text, part.parent?.title ?? '', ...sectionOf(part)].join(' '));
  const target = /(\d+(?:\.\d+)?)\s?%/.exec(part.text)?.[1];
  const [named] = metricNames(part.text, []);
  const sli = named === 'health' ? 'availability' : named!;
  const budget = budgetIn(part.text, sli, period ?? 'month', target ? Number(target) : null);
  return budget ? [draft(part, budget)] : [];
}

const COUNTED_PERIOD =
  /(?:\/|\b(?:per|over|in|every|each)\b)\s*(?:a |any |rolling )*(\d+[\s-]?(?:d|days?|w|weeks?|months?))\b/i;

/** "14 hours/month" → 50400 s a month; "43 m / 30d"; "one failed payment in 500" → 0.002. */
export function budgetIn(text: string, sli: string, period: string, target: number | null): ErrorBudgetFields | null {
  const words = withDigits(text);
  // "43 m / 30d": a period counted in days.
  const counted = COUNTED_PERIOD.exec(words) ?? COUNTED_PERIOD.exec(period);
  const ofPeriod = durationsIn(counted?.[1] ?? '')[0]?.seconds ?? null;
  const said = counted ? words.replace(counted[0], ' ') : words;
  const named = periodIn(said) ?? (PERIOD_SECONDS[period] ? period : null);
  const ratio = /(\d[\d,]*)\s+(?:\w+\s+){0,3}(?:per|in|of|out of)\s+(?:every\s+)?(\d[\d,]*)/i.exec(said);
  const base = { kind: 'error-budget', objective: sli } as const;
  if (ratio && sli !== 'availability') {
    const [part, whole] = [Number(ratio[1]!.replaceAll(',', '')), Number(ratio[2]!.replaceAll(',', ''))];
    if (whole > 0 && part <= whole)
      return { ...base, allowedS: null, allowedRatio: part / whole, periodS: PERIOD_SECONDS[named ?? ''] ?? null };
  }
  const [allowed] = durationsIn(said.replace(/\b(?:over|in|per)\s+(?:\d+\s*)?(?:days?|months?|weeks?|years?)/gi, ' '));
  if (!allowed || allowed.seconds >= (ofPeriod ?? PERIOD_SECONDS[named ?? ''] ?? 86_400 * 3)) return null;
  const allowedS = Math.round(allowed.seconds);
  if (ofPeriod !== null) return { ...base, allowedS, allowedRatio: null, periodS: Math.round(ofPeriod) };
  const periodS = named === 'month' ? monthOf(allowedS, target) : (PERIOD_SECONDS[named ?? ''] ?? null);
  return { ...base, allowedS, allowedRatio: null, periodS };
}

/** A month as the guide itself reckons it: 43.8 minutes at 99.9 % are of 30.4 days, 43.2 minutes of 30. */
function monthOf(allowedS: number, target: number | null): number {
  const implied = target !== null && target < 100 ? allowedS / (1 - target / 100) : 2_592_000;
  return Math.abs(implied - 2_628_000) < Math.abs(implied - 2_592_000) ? 2_628_000 : 2_592_000;
}
