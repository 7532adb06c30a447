import type { AlertOp } from '../../plan/commitment.ts';
import { type Comparison, comparisonsIn } from './comparison.ts';
import { durationsIn } from './duration.ts';
import { isLatency, metricsIn, otherMetric } from './metric.ts';
import { withDigits } from './numeral.ts';
import { countedIn, timeWindowIn } from './time-window.ts';

const ABSENT =
  /\b(?:(?:no|nothing|none)\b.{0,30}\b(?:received|seen|arriv\w+|sent|reported|ingested|written|logged|delivered|processed|comes? in|came in)|(?:has|have|had) not (?:\w+ )?(?:sent|reported|received|arrived|written|delivered)|(?:hasn't|haven't) (?:sent|reported|received|arrived|written)|(?:stands?|stood|standing) still|silent|silence|flat[\s-]?lin\w+|no (?:data|heartbeats?|metrics?|samples?|signal|updates?|news)|(?:is|are|goes|go|has gone|went) (?:missing|absent|silent)|absent|not (?:reported|received|reporting)|stops? (?:reporting|arriving))\b/i;
const FAILS =
  /\b(?:fail\w*|down(?:time)?|unavailable|unreachable|offline|unresponsive|refus\w+|outage|crash\w*|dead|not (?:respond\w*|answer\w*|reachable|ready|available)|no (?:response|answer)|does not (?:respond|answer)|doesn't (?:respond|answer)|cannot (?:be reached|connect|reach)|can't (?:connect|reach)|errors? out|non-?[25](?:00|xx)|other than 200|broken|lost|exhausted|unhealthy|timeouts?|timed out|stop(?:s|ped))\b/i;

/** "No successful backup in 25 hours": what has to come does not come. */
const MISSING =
  /^no ((?:(?:new|successful|recent|valid|fresh|good) )(?:[\w-]+ ?){1,4}?|(?:[\w-]+ ){0,2}(?:backups?|heartbeats?|dumps?|snapshots?|syncs?|imports?|exports?|reports?|runs?|deliver(?:y|ies)|updates?|check-?ins?)) ?(?:in|for|within|since|over) (?:the )?(?:last |past |more than |over )*(\d.*)$/i;

/** "2 failed runs within 24 hours" counts; "failed runs" only fail. */
const COUNTED_FAILURES = /^\W*(\d+) ((?:failed|failing|unsuccessful|rejected|lost) \w+s)\b/i;

/** What a condition says: the reading of "p95 above 800 ms for ten minutes". */
export interface Condition {
  readonly metric: string;
  readonly op: AlertOp | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly windowS: number | null;
}

/**
 * Reads the conditions a text states; most state one, "errors (< 2% for 4xx, < 0.5% for 5xx)" states two.
 *
 *   "Health check fails for > 3 minutes" → health fails, 180 s;  "0 requests" in 2 min → request_rate == 0
 *   "Certificate expiration (< 30 days)" → certificate_expiry < 2592000 s
 *
 * @param text the condition itself
 * @param about wider words that say what is measured where the condition does not: its label, then its headings
 */
export function conditionsIn(text: string, about: readonly string[]): Condition[] {
  const said = withDigits(text).replace(/\b4xx\b/gi, '4xx');
  const missing = MISSING.exec(said);
  const [lasts] = durationsIn(missing?.[2] ?? '');
  if (missing && lasts)
    return metricNames(missing[1]!, about).map((metric) => ({
      metric,
      op: 'absent',
      value: null,
      unit: null,
      windowS: Math.round(lasts.seconds),
    }));
  const counted = countedIn(said);
  const window = counted ?? timeWindowIn(said, (rest) => comparisonsIn(rest).length > 0 || bareZero(rest) !== null);
  const rest = window?.rest ?? said;
  const windowS = window?.seconds ?? null;
  const comparisons = comparisonsIn(rest);
  const [, count, failed] = COUNTED_FAILURES.exec(rest) ?? [];
  if (count && failed && comparisons.length === 0)
    return [
      {
        metric: metricNames(failed, about)[0]!,
        op: '>=',
        value: Number(count),
        unit: failed.split(' ').at(-1)!,
        windowS,
      },
    ];
  const failing = FAILS.test(rest) || (counted !== null && FAILS.test(said));
  const thresholds =
    failing &&
    comparisons.length === 1 &&
    comparisons[0]!.quantity.seconds !== null &&
    !isLatency(metricNames(rest, about)[0]!)
      ? []
      : comparisons;
  if (thresholds.length > 1) {
    const pieces = split(rest, thresholds);
    const metrics = pieces.map((piece) => metricNames(piece.words, [`${piece.head} ${piece.words}`, ...about])[0]!);
    if (new Set(metrics).size === metrics.length)
      return thresholds.map((threshold, n) => measured(metrics[n]!, threshold, windowS));
  }
  const [threshold, second] = thresholds;
  // "outside 0-100 %" is one measurement with two bounds.
  if (threshold && second && threshold.start === second.start)
    return [threshold, second].map((bound) => measured(metricNames(rest, about)[0]!, bound, windowS));
  if (threshold) return metricNames(rest, about).map((metric) => measured(metric, threshold, windowS));
  const zero = bareZero(rest);
  if (zero) return [{ metric: metricNames(rest, about)[0]!, op: '==', value: 0, unit: zero, windowS }];
  const lasting = windowS ?? (comparisons[0]?.quantity.seconds ? Math.round(comparisons[0].quantity.seconds) : null);
  const op = ABSENT.test(rest) ? 'absent' : failing ? 'fails' : null;
  return metricNames(rest, about).map((metric) => ({ metric, op, value: null, unit: null, windowS: lasting }));
}

function bareZero(text: string): string | null {
  return (
    /(?:^|\s)(?:0|no) (requests?|traffic|messages?|events?|orders?|transactions?)\b/i.exec(text)?.[1]?.toLowerCase() ??
    null
  );
}

/** Canonical names for what the text measures; the wider words help out, nearest first; else the text's own words. */
export function metricNames(text: string, about: readonly string[]): string[] {
  // "> 1% of requests" says of what the share is, not what is measured.
  const said = text
    .replace(/\b(?:after|during|before) (?:a|an|the|each|every) [\w -]+$/i, '')
    .replace(/(%|percent)\s+of (?:\w+ ){0,2}(?:requests|responses|calls|traffic)\b/gi, '$1');
  const own = metricsIn(said);
  if (own.length > 0) return refine(own, about);
  for (const [n, words] of about.entries()) {
    const wider = metricsIn(`${words} ${said}`);
    if (wider.length > 0) return refine(wider, about.slice(n + 1));
  }
  return [otherMetric(text, about[0] ?? text)];
}

const OF_ERRORS: ReadonlySet<string> = new Set(['db_failures', 'auth_failures']);
const OF_TIMES: ReadonlySet<string> = new Set(['slow_queries', 'db_latency', 'cache_latency', 'network_latency']);

/** "5xx > 1%" under "Latency" stays what it is; "errors" beside a label that says 5xx is that error rate. */
function refine(own: readonly string[], about: readonly string[]): string[] {
  if (own.length !== 1 || !/^(?:latency_|error_rate$)/.test(own[0]!)) return [...own];
  for (const words of about) {
    const [wider, second] = metricsIn(words);
    // "Slow queries: p95 > 0.5 s" and "Database errors: any errors": the name is more exact than its condition.
    if (wider && !second && (own[0] === 'error_rate' ? OF_ERRORS : OF_TIMES).has(wider)) return [wider];
    if (own[0]!.startsWith('latency_p')) continue;
    if (wider && !second && wider !== own[0] && wider.startsWith(own[0] === 'error_rate' ? 'error_rate' : 'latency_'))
      return [wider];
  }
  return [...own];
}

/** The value in the unit its metric is kept in: latencies in ms, certificate life in s, anything else as written. */
export function measured(
  metric: string,
  { op, quantity }: Pick<Comparison, 'op' | 'quantity'>,
  windowS: number | null,
): Condition {
  const { amount, unit, seconds } = quantity;
  if (seconds !== null && metric === 'certificate_expiry') return { metric, op, value: seconds, unit: 's', windowS };
  if (seconds !== null) return { metric, op, value: Number((seconds * 1000).toFixed(3)), unit: 'ms', windowS };
  return { metric, op, value: amount, unit, windowS };
}

function split(text: string, at: readonly Comparison[]): { head: string; words: string }[] {
  const head = text.slice(0, at[0]!.start).replace(/[(\s]+$/, '');
  return at.map((comparison, n) => {
    const until = at[n + 1]?.start ?? text.length;
    const lead = text.slice(at[n - 1]?.end ?? 0, comparison.start);
    const before = lead.split(/[,;:(]|\band\b/i).at(-1) ?? '';
    const after = text.slice(comparison.end, until).split(/[,;)]|\band\b/i)[0] ?? '';
    return { head, words: `${before} ${after}`.trim() };
  });
}
