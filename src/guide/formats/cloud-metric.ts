import type { AlertOp } from '../../plan/commitment.ts';
import { metricNames } from '../words/condition.ts';
import { isLatency, ranksIn } from '../words/metric.ts';

/** Names that the clouds give to measurements, where their words do not say them. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^HTTPCode.*5XX|^Http5xx|^5xx/i, 'error_rate_5xx'],
  [/^HTTPCode.*4XX|^Http4xx|^4xx/i, 'error_rate_4xx'],
  [/ResponseTime|Latency$|Duration$/i, 'latency_avg'],
  [/MessagesVisible|ActiveMessages|QueueDepth/i, 'queue_depth'],
  [/OldestMessage/i, 'x:age of the oldest message'],
  [/UnHealthyHostCount/i, 'x:unhealthy hosts'],
  [/HealthyHostCount/i, 'x:healthy hosts'],
  [/FreeStorageSpace|FreeableStorage/i, 'disk_free'],
  [/ReplicaLag/i, 'replication_lag'],
  [/DatabaseConnections|active_connections/i, 'db_connections'],
  [/^(?:cpu|Percentage CPU)|CPUUtili[sz]ation|\/cpu\/utilization/i, 'cpu'],
  [/^memory|MemoryUtili[sz]ation|\/memory\/(?:percent_used|utilization)/i, 'memory'],
];
const OPERATORS: readonly (readonly [RegExp, AlertOp])[] = [
  [/^(?:>=|Greater(?:Than)?OrEqual|GreaterThanOrEqualToThreshold|COMPARISON_GE)/i, '>='],
  [/^(?:<=|Less(?:Than)?OrEqual|LessThanOrEqualToThreshold|COMPARISON_LE)/i, '<='],
  [/^(?:>|Greater|COMPARISON_GT)/i, '>'],
  [/^(?:<|Less|COMPARISON_LT)/i, '<'],
  [/^(?:==|Equals)/i, '=='],
];

/** A threshold as a cloud's own alarm states it. */
export interface CloudThreshold {
  readonly metric: string;
  /** "Average", "p99", "total". */
  readonly statistic: string | null;
  readonly operator: string | null;
  /** null where it stands elsewhere: a variable, a parameter. */
  readonly threshold: number | null;
  readonly windowS: number | null;
}

interface CloudCondition {
  readonly metric: string;
  readonly op: AlertOp;
  readonly value: number | null;
  readonly unit: string | null;
  readonly windowS: number | null;
}

/** What a cloud's name for a measurement means. */
export const metricOfCloud = (name: string): string =>
  KNOWN.find(([words]) => words.test(name))?.[1] ??
  metricNames(name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[._/]/g, ' '), [])[0]!;

/** The condition in the guide's own measure; null without a comparison. Response times of AWS are seconds, those of Azure too. */
export function cloudCondition({
  metric,
  statistic,
  operator,
  threshold,
  windowS,
}: CloudThreshold): CloudCondition | null {
  // CDK writes GREATER_THAN_THRESHOLD, behind the name of its list.
  const compared = (operator ?? '')
    .replace(/^.*\./, '')
    .replace(/^(?!COMPARISON).*$/, (said) => said.replaceAll('_', ''));
  const op = OPERATORS.find(([words]) => words.test(compared))?.[1];
  if (!op) return null;
  const known = metricOfCloud(metric);
  const [rank] = ranksIn(statistic ?? '');
  const named =
    known === 'latency_avg' && rank
      ? ['50', '95', '99'].includes(rank)
        ? `latency_p${rank}`
        : `x:p${rank} latency`
      : known;
  const counted = /^(?:sum|total|count)/i.test(statistic ?? '') || metric.endsWith('Count');
  if (threshold === null) return { metric: named, op, value: null, unit: null, windowS };
  if (isLatency(named) && !/milliseconds|_ms$/i.test(metric) && !/^Http|ServerLatency/i.test(metric))
    return { metric: named, op, value: Number((threshold * 1000).toFixed(3)), unit: 'ms', windowS };
  if (isLatency(named)) return { metric: named, op, value: threshold, unit: 'ms', windowS };
  // A count of failed answers is no rate.
  if (named.startsWith('error_rate') && counted)
    return { metric: 'failed_requests', op, value: threshold, unit: null, windowS };
  // Google's utilization is a share of one.
  if (metric.endsWith('/utilization') && threshold <= 1)
    return { metric: named, op, value: Number((threshold * 100).toPrecision(12)), unit: '%', windowS };
  const percent = named === 'cpu' || named === 'memory' || /percent|utili[sz]ation/i.test(metric);
  return {
    metric: named,
    op,
    value: threshold,
    unit: percent ? '%' : /FreeStorageSpace/i.test(metric) ? 'B' : null,
    windowS,
  };
}
