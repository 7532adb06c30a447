import type { AlertOp } from '../../plan/commitment.ts';
import type { Condition } from '../words/condition.ts';
import { metricNames } from '../words/condition.ts';
import { isLatency } from '../words/metric.ts';

/** A number, reckoned ("86400 * 14", "(14.4 * 0.001)"), or what a template puts in. */
const COMPARED =
  /^([\s\S]*?)\s*(>=|<=|==|!=|>|<)\s*(?:bool\s+)?(?:\(?\s*(-?[\d.]+(?:e[+-]?\d+)?(?:\s*[*/+-]\s*[\d.]+(?:e[+-]?\d+)?)*)\s*\)?|(«[^»]*»(?:\s*[*/]\s*[\d.]+)*))\s*\)?\s*$/i;

/** What exporters call a measurement, where the words of the expression do not say it. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/\bprobe_ssl_earliest_cert_expiry|cert\w*_expir\w+/i, 'certificate_expiry'],
  [/\b(?:up|\w+_up|probe_success)\b(?!_)/, 'health'],
  [/kube_pod_container_status_restarts|_restarts?_total/i, 'restarts'],
  [
    /consumer_?group_lag|consumer_lag|queue_(?:length|depth|size)|messages_(?:ready|unacknowledged|visible)/i,
    'queue_depth',
  ],
  [/replication_lag|replica_lag|seconds_behind/i, 'replication_lag'],
  [/filesystem_(?:avail|free)/i, 'disk_free'],
  [/filesystem_(?:used|usage)|disk_used/i, 'disk_used'],
  [/stat_activity|connections?_(?:active|count|used|current)|threads_connected/i, 'db_connections'],
  [/\berrors?[_:]+(?:ratio|rate)/i, 'error_rate'],
  [/cpu_(?:usage|seconds|utili)/i, 'cpu'],
  [/memory_(?:working_set|usage|used|MemAvailable|rss)/i, 'memory'],
];

/**
 * The condition of a PromQL expression; null where it compares nothing with a number.
 *
 *   "histogram_quantile(0.99, …_seconds_bucket…) > 1.5" → latency_p99 > 1500 ms
 *   "sum(rate(…code=~"5.."…)) / sum(rate(…)) > 0.02" → error_rate_5xx > 2 %;  "absent(up{…})" → health absent
 */
export function promqlCondition(expression: string, about: string, windowS: number | null): Condition | null {
  const bare = firstOfSame(expression.trim());
  if (/^absent(?:_over_time)?\s*\(/i.test(bare))
    return { metric: metricOf(bare, about), op: 'absent', value: null, unit: null, windowS };
  const [, left, op, right, given] = COMPARED.exec(bare) ?? [];
  const value = right === undefined ? null : calculated(right);
  if (left === undefined || op === undefined || (value === null && given === undefined) || op === '!=') return null;
  const metric = metricOf(left, about);
  // The template's values say what it is held against.
  if (value === null) return { metric, op: op as AlertOp, value: null, unit: null, windowS };
  if (metric === 'health' && ((op === '==' && value === 0) || (op === '<' && value === 1)))
    return { metric, op: 'fails', value: null, unit: null, windowS };
  const compared = op as AlertOp;
  if (metric === 'certificate_expiry') return { metric, op: compared, value, unit: 's', windowS };
  if (isLatency(metric) && /_seconds|_duration|time/i.test(left))
    return {
      metric,
      op: compared,
      value: Number((/_milliseconds|_ms\b/i.test(left) ? value : value * 1000).toFixed(3)),
      unit: 'ms',
      windowS,
    };
  const isRatio = isShare(left) && Math.abs(value) <= 1;
  if (isRatio) return { metric, op: compared, value: Number((value * 100).toPrecision(12)), unit: '%', windowS };
  const isPercent = /\b100\s*\*|\*\s*100\b|percent/i.test(left);
  return { metric, op: compared, value, unit: isPercent ? '%' : null, windowS };
}

/** One series divided by another, not by a number; or a recorded one that is called a ratio. */
function isShare(left: string): boolean {
  const bare = left.replace(/"[^"]*"|\{[^{}]*\}|\[[^[\]]*\]/g, '');
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

/** What a series, or an expression over several, measures; "x:" and the wider words where its name is not known. */
export function metricOf(expression: string, about: string): string {
  // What is foretold is not what is measured.
  if (/\b(?:predict_linear|holt_winters|deriv)\s*\(/.test(expression)) return `x:${about}`;
  const quantile = /histogram_quantile\s*\(\s*0?\.(\d+)|quantile(?:_over_time)?\s*\(\s*0?\.(\d+)/i.exec(expression);
  const rank = quantile ? (quantile[1] ?? quantile[2])!.padEnd(2, '0') : null;
  if (rank !== null)
    return ['50', '95', '99'].includes(rank)
      ? `latency_p${rank}`
      : `x:p${rank.slice(0, 2)}${rank.length > 2 ? `.${rank.slice(2)}` : ''} latency`;
  const known = KNOWN.find(([words]) => words.test(expression))?.[1];
  if (known) return known;
  if (/(?:code|status)\w*\s*=~?\s*"5/i.test(expression)) return 'error_rate_5xx';
  if (/(?:code|status)\w*\s*=~?\s*"4/i.test(expression)) return 'error_rate_4xx';
  const words = expression
    .replace(/"[^"]*"|\[[^\]]*\]/g, ' ')
    .replace(/\b(?:sum|rate|irate|increase|avg|max|min|count|by|on|without|offset|over_time)\b/gi, ' ')
    .replace(/[^A-Za-z0-9_:]+/g, ' ')
    .trim();
  const [named] = metricNames(`${about} ${words}`, []);
  return named?.startsWith('x:') ? `x:${about || words}` : named!;
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
