import type { ObjectiveFields, Op } from '../../plan/commitment.ts';
import { PERIOD_SECONDS, periodIn } from '../words/cadence.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { measured, metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { isLatency, metricsIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { QUANTITY, quantityOf } from '../words/quantity.ts';

const ENVIRONMENT =
  /\b(production|acceptance|prod|staging|development|dev|test|qa|uat|pre-?prod(?:uction)?|sandbox)\b/i;
const ENVIRONMENTS: Readonly<Record<string, string>> = { prod: 'production', dev: 'development' };

/** "95% of valid requests", "10 pending requests": of what there are so many, not what is measured. */
const OF_WHAT = /(?<=\d\s?(?:%|percent))\s+of (?:\w+ ){0,2}(?:requests|responses|calls|traffic)\b/gi;
/** Measurements that a label may say more exactly. */
const VAGUE: ReadonlySet<string> = new Set(['latency_avg', 'error_rate', 'request_rate']);

/** What a target says: "99.9 % a month", "< 300 ms (p95)"; the wider words say of what, nearest first. */
export function targetIn(text: string, about: readonly string[]): ObjectiveFields | null {
  const said = withDigits(text);
  const period =
    /\b(?:over|per|in|within|each|every|a)\s+(?:a |any |the last |rolling )*(?:\d+[\s-]?)?(?:days?|weeks?|months?|quarters?|years?)\b|\/\s?(?:month|year|week)|\b(?:monthly|weekly|quarterly|yearly)\b/i.exec(
      said,
    );
  const rest = period ? said.replace(period[0], ' '.repeat(period[0].length)) : said;
  // "99.9 % (at most 43 min of downtime)": the remark says what the figure means, not another.
  const remark = /^[^\d<>≤≥]{0,2}\d[\d.]*\s?%\s*\(/.test(rest);
  const [comparison] = remark ? [] : comparisonsIn(rest);
  // "Freshness of imports: < 30 min, p95": the rank alone does not say that requests are meant.
  const isRank = /\bp\d\d\b/i.test(rest) && about[0] !== undefined && metricsIn(`${about[0]} ${rest}`).length === 0;
  const own = isRank ? [] : metricsIn(rest.replace(OF_WHAT, ' '));
  const sli = own.length > 0 && !VAGUE.has(own[0]!) ? own[0]! : metricNames(about[0] ?? text, about.slice(1))[0]!;
  const bare = comparison
    ? null
    : new RegExp(QUANTITY, 'i').exec(rest.replace(/\bp(?:50|90|95|99)\b|\b\d{2}th percentile/gi, ' '));
  if (!comparison && !(bare?.[2] && /%|percent|ms|s/i.test(bare[2]))) return null;
  // "Customers are told 30 days in advance" has a time and no measurement.
  if (bare && sli.startsWith('x:') && !/%|percent/i.test(bare[2]!) && text.split(' ').length > 6) return null;
  const figure = comparison?.quantity ?? quantityOf(bare![1]!, bare![2], bare![3]);
  // Of what is good for nine tenths and more, the target is the least.
  const threshold = comparison ?? {
    op: figure.unit === '%' && figure.amount >= 90 ? ('>=' as const) : defaultOp(sli),
    quantity: figure,
  };
  const { op, value, unit } = measured(sli, threshold, null);
  return {
    kind: 'objective',
    // "99.9 % (43 min of downtime)" is about being up.
    sli: sli === 'health' && unit === '%' ? 'availability' : sli,
    op: op as Op,
    value,
    unit,
    windowS: period ? periodSeconds(period[0]) : null,
    environment: null,
  };
}

/** What a bare target means: less is better for times and errors, more for anything else. */
function defaultOp(sli: string): Op {
  return isLatency(sli) || /error|fail|restart|queue|cost|used|cpu|memory/i.test(sli) ? '<=' : '>=';
}

/** Seconds of "30 days", "monthly", "a quarter". */
export function periodSeconds(text: string): number | null {
  const [counted] = durationsIn(text);
  return counted
    ? Math.round(counted.seconds)
    : (PERIOD_SECONDS[periodIn(text) ?? /(day|week|month|quarter|year)/i.exec(text)?.[1]?.toLowerCase() ?? ''] ?? null);
}

/** The environment that a text names: "Prod (EU)" → "production". */
export function environmentIn(text: string): string | null {
  const word = ENVIRONMENT.exec(text)?.[1]?.toLowerCase() ?? null;
  return word ? (ENVIRONMENTS[word] ?? word) : null;
}
