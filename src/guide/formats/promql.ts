import type { AlertOp } from '../../plan/commitment.ts';
import type { Condition } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { isLatency } from '../words/metric.ts';
import { metricOf, withoutLabels } from './series-metric.ts';

/** Longer than what a person would keep in mind. */
const MOST_CHARACTERS = 4000;
/** A number, reckoned ("86400 * 14", "(14.4 * 0.001)"), or what a template puts in. */
const COMPARED =
  /^([\s\S]*?)\s*(>=|<=|==|!=|>|<)\s*(?:bool\s+)?(?:\(?\s*(-?[\d.]+(?:e[+-]?\d+)?(?:\s*[*/+-]\s*[\d.]+(?:e[+-]?\d+)?)*)\s*\)?|(«[^»]*»(?:\s*[*/]\s*[\d.]+)*))\s*\)?\s*$/i;

/**
 * The condition of a PromQL expression; null where it compares nothing with a number.
 *
 *   "histogram_quantile(0.99, …_seconds_bucket…) > 1.5" → latency_p99 > 1500 ms
 *   "sum(rate(…code=~"5.."…)) / sum(rate(…)) > 0.02" → error_rate_5xx > 2 %;  "absent(up{…})" → health absent
 */
export function promqlCondition(expression: string, about: string, windowS: number | null): Condition | null {
  const bare = firstOfSame(expression.trim().slice(0, MOST_CHARACTERS));
  if (/^absent(?:_over_time)?\s*\(/i.test(bare))
    return {
      metric: metricOf(bare.replace(/[=<>]=?\s*\d+\s*(?=\))/, ''), about),
      op: 'absent',
      value: null,
      unit: null,
      windowS,
    };
  const [, left, op, right, given] = COMPARED.exec(bare) ?? [];
  const value = right === undefined ? null : calculated(right);
  // Several conditions at once are more than one of them.
  if (/\s(?:and|or|unless)\s/.test(withoutLabels(bare))) return null;
  if (left === undefined || op === undefined || (value === null && given === undefined) || op === '!=') return null;
  const metric = metricOf(left, about);
  // The template's values say what it is held against.
  if (value === null) return { metric, op: op as AlertOp, value: null, unit: null, windowS };
  if (metric === 'health' && ((op === '==' && value === 0) || (op === '<' && value === 1)))
    return { metric, op: 'fails', value: null, unit: null, windowS };
  const compared = op as AlertOp;
  const scale = scaleOf(left);
  if (metric === 'certificate_expiry')
    return { metric, op: compared, value: Number((value / scale).toPrecision(12)), unit: 's', windowS };
  if (isLatency(metric) && /_seconds|_duration|time/i.test(left)) {
    const inSeconds = /_milliseconds|_ms\b/i.test(left) ? value / 1000 : value;
    return { metric, op: compared, value: Number(((inSeconds * 1000) / scale).toFixed(3)), unit: 'ms', windowS };
  }
  const isRatio = (isShare(left) || metric === 'availability') && Math.abs(value) <= 1;
  if (isRatio) return { metric, op: compared, value: Number((value * 100).toPrecision(12)), unit: '%', windowS };
  // A number of failed answers is no rate of them.
  if (metric.startsWith('error_rate_') && !isShare(left))
    return { metric: 'failed_requests', op: compared, value, unit: null, windowS: windowS ?? rangeOf(left) };
  const isPercent = /\b100\s*\*|\*\s*100\b|percent/i.test(left);
  // "increase(x[10m]) > 5" is five within ten minutes.
  const within = windowS ?? rangeOf(left);
  const isAge = /\btime\(\)\s*-|-\s*time\(\)/.test(left);
  return { metric, op: compared, value, unit: isPercent ? '%' : isAge ? 's' : null, windowS: within };
}

/** By what a series is multiplied at last: "… * 1000" → 1000, "(…) / 86400" → 1/86400; 1 where it is not. */
function scaleOf(left: string): number {
  const [, sign, by] = /\)?\s*([*/])\s*([\d.]+(?:e\d+)?(?:\s*[*/]\s*[\d.]+)*)\s*\)*$/.exec(left) ?? [];
  const [first, ...rest] = (by ?? '').split(/\s*([*/])\s*/);
  const factor = sign === undefined ? 1 : sign === '*' ? Number(first) : 1 / Number(first);
  return (
    rest.reduce(
      (scale, part, n) => (n % 2 === 0 ? scale : rest[n - 1] === '*' ? scale * Number(part) : scale / Number(part)),
      factor,
    ) || 1
  );
}

/** The range over which something is counted, in seconds; null where it is a rate, or there are several. */
function rangeOf(left: string): number | null {
  const [first, second] = left.matchAll(/\[(\d+[a-z]+)\]/g);
  if (!first || second || !/\b(?:increase|count_over_time|changes|resets)\s*\(/.test(left)) return null;
  const [range] = durationsIn(first[1]!);
  return range ? Math.round(range.seconds) : null;
}

/** One series divided by another, not by a number; or a recorded one that is called a ratio. */
function isShare(left: string): boolean {
  const bare = withoutLabels(left);
  return /\/\s*(?![\d.\s])/.test(bare) || /ratio/i.test(bare);
}

/** Of "a > x and b > x", one condition over two windows, the first; any other conjunction is left whole. */
function firstOfSame(expression: string): string {
  const parts = expression.split(/\s+and\s+/);
  const bounds = parts.map((part) => /(?:>=|<=|>|<)\s*([^<>=]+)$/.exec(part)?.[1]?.replace(/[\s()]/g, ''));
  return parts.length > 1 && parts.length <= 4 && bounds[0] !== undefined && new Set(bounds).size === 1
    ? parts[0]!.trim().replace(/^\(\s*(?=[^()]*(?:\([^()]*\)[^()]*)*\)\s*$)/, '')
    : expression;
}

/** "86400 * 14" → 1209600; multiplication and division only, from the left. */
function calculated(text: string): number | null {
  const [first, ...rest] = text.split(/\s*([*/+-])\s*(?=[\d.])/);
  let value = Number(first);
  for (let n = 0; n < rest.length; n += 2) {
    const next = Number(rest[n + 1]);
    value =
      rest[n] === '*' ? value * next : rest[n] === '/' ? value / next : rest[n] === '+' ? value + next : value - next;
  }
  return Number.isFinite(value) ? value : null;
}
