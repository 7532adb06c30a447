import { metricNames } from '../words/condition.ts';

/** What exporters call a measurement, where the words of the expression do not say it. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/\bprobe_ssl_earliest_cert_expiry|(?:cert|x509)\w*_(?:expir\w+|not_after)/i, 'certificate_expiry'],
  [/\b(?:up|\w+_up|probe_success)\b(?!_)/, 'health'],
  [/kube_pod_container_status_restarts|_restarts?_total/i, 'restarts'],
  [
    /consumer_?group_lag|consumer_lag|queue_(?:length|depth|size)|messages_(?:ready|unacknowledged|visible)/i,
    'queue_depth',
  ],
  [/replication_lag|replica_lag|seconds_behind/i, 'replication_lag'],
  [
    /\b(?:1|100)\s*-\s*[(\s]*\w*filesystem_(?:avail|free)|filesystem_size\w*(?:\{[^{}]*\})?\s*-\s*\w*filesystem_/i,
    'disk_used',
  ],
  [/filesystem_(?:avail|free)/i, 'disk_free'],
  [/filesystem_(?:used|usage)|disk_used/i, 'disk_used'],
  [/stat_activity|connections?_(?:active|count|used|current)|threads_connected/i, 'db_connections'],
  [/(?<![a-z])errors?[_:]+(?:ratio|rate)/i, 'error_rate'],
  [/\bnode_load\d+\b/, 'x:load average'],
  [/cpu_(?:usage|seconds|utili)/i, 'cpu'],
  [/memory_(?:working_set|usage|used|MemAvailable|rss)/i, 'memory'],
];

/** An expression without its labels' values and its ranges. */
export const withoutLabels = (expression: string): string =>
  expression
    .replace(/"[^"]*"|'[^']*'/g, '""')
    .replace(/\{[^{}]*\}/g, '{}')
    .replace(/\[[^[\]]*\]/g, '');

/** What a series, or an expression over several, measures; "x:" and the wider words where its name is not known. */
export function metricOf(expression: string, about: string): string {
  // What is foretold, throttled or written in a log, and how many of something compare, is not that thing itself.
  if (
    /\b(?:predict_linear|holt_winters|deriv)\s*\(|throttl|\}\s*\|[=~]|[^=!<>](?:[<>]|[=!<>]=)\s*-?\d/.test(
      withoutLabels(expression),
    )
  )
    return `x:${about}`;
  const quantile = /histogram_quantile\s*\(\s*0?\.(\d+)|quantile(?:_over_time)?\s*\(\s*0?\.(\d+)/i.exec(expression);
  const rank = quantile ? (quantile[1] ?? quantile[2])!.padEnd(2, '0') : null;
  if (rank !== null)
    return ['50', '95', '99'].includes(rank)
      ? `latency_p${rank}`
      : `x:p${rank.slice(0, 2)}${rank.length > 2 ? `.${rank.slice(2)}` : ''} latency`;
  if (/\bavg\w*\s*\(.*\b(?:up|probe_success)\b/s.test(expression)) return 'availability';
  const rankOfSummary = /\bquantile="0?\.(\d+)"/.exec(expression)?.[1]?.padEnd(2, '0');
  if (rankOfSummary && ['50', '95', '99'].includes(rankOfSummary)) return `latency_p${rankOfSummary}`;
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
