import type { CanonicalMetric } from '../../plan/metric-name.ts';
import { recently } from './recently.ts';

const DATABASE = /\b(?:db|databases?|postgres\w*|mysql|mariadb|mongo\w*|sql|dtu|query|queries)\b/i;
const CACHE = /\b(?:cache|redis|memcached?)\b/i;
const LATENCY =
  /\blatenc(?:y|ies)\b|\brespon(?:se|ds?|ses?)[\s-]+times?\b|\brespon(?:ses?|ds?)\b(?=\s*(?:[<>=]|slow|within|in|under|over))|\bduration\b|\bround[\s-]?trip|\bload times?\b|\bslow (?:respons|api|page|request|endpoint)/i;
const RANK = '(\\d{2}(?:\\.\\d+)?)';
const PERCENTILE = new RegExp(
  `\\b(?:tp|perc?|p)[\\s-]?${RANK}\\b(?!\\s*%)|\\b${RANK}(?:th|st|nd|rd)?(?:[\\s-]+(?:percentile|pctl?|pct\\.)|%?-?ile\\b|p\\b)|\\bpercentile ${RANK}\\b|\\b(median)\\b|\\b(p999)\\b`,
  'gi',
);
/** The percentiles that have a name of their own. */
const NAMED_RANKS = new Set(['50', '95', '99']);
const RATE_OF_ERRORS =
  /\b(?:errors?|failures?)(?:[\s-]+(?:rates?|ratio|percent\w*))?\b|\bfailed requests?(?:[\s-]+rate)?\b|\b[45]xx\b/i;

/** One meaning, how it is worded, and what rules it out. Order matters: the special stands before the general. */
interface Entry {
  readonly metric: CanonicalMetric;
  readonly words: RegExp;
  readonly but?: RegExp;
}

const METRICS: readonly Entry[] = [
  {
    metric: 'certificate_expiry',
    words:
      /\b(?:cert(?:ificate)?s?|tls|ssl)\b.*\b(?:expir\w*|renew\w*|valid\w*|monitoring|days)\b|\bexpir\w+ (?:tls |ssl )?certificates?\b/i,
  },
  {
    metric: 'auth_failures',
    words:
      /\b(?:failed|unauthori[sz]ed|invalid|rejected|denied)\b.{0,20}\b(?:log-?ins?|sign-?ins?|auth\w*|access)\b|\b(?:auth\w*|log-?in|sign-?in)\b.{0,12}\b(?:fail\w*|errors?)\b/i,
  },
  {
    metric: 'replication_lag',
    words: /\b(?:replica(?:tion|s)?|standby|follower)\b.{0,12}\b(?:lag|delay)\b|\blag\b.{0,20}\breplica/i,
  },
  {
    metric: 'slow_queries',
    words:
      /\bslow(?:est)?[\s-]+(?:\w+ )?quer(?:y|ies)\b|\bquer(?:y|ies)\b.{0,20}\b(?:slower|longer)\b|\blong[\s-]running (?:\w+ )?quer(?:y|ies)\b/i,
  },
  { metric: 'cache_hit_ratio', words: /\bcache[\s-]+(?:hits?|miss)|\bhit[\s-]+(?:rate|ratio)/i },
  {
    metric: 'cache_latency',
    words: /\b(?:cache|redis|memcached?)\b.{0,20}\b(?:latency|response times?|round[\s-]?trip)/i,
  },
  {
    metric: 'queue_depth',
    words:
      /^\W*(?:\w+ )?queues?\W*(?:[<>≥≤=]|$)|\bqueues?\b.{0,16}\b(?:depth|length|size|backlog|lag)\b|\b(?:backlog|queued|messages (?:waiting|pending)|pending (?:jobs|messages))\b|\bjobs? (?:waiting|pending)\b|\b(?:kafka|consumer)\b.{0,12}\blag\b/i,
  },
  { metric: 'restarts', words: /\brestarts?\b|\bcrash[\s-]?loop/i },
  {
    metric: 'db_failures',
    words:
      /\b(?:db|databases?|postgres\w*|mysql|mariadb|mongo\w*)\b.{0,24}(?:\b(?:fail\w*|errors?|refus\w*|unreachable|unavailable|down|lost|timeouts?|unhealthy|outage)|\bcannot be reached)|\bconnection (?:failures?|errors?)\b|\b(?:lost|losing|cannot reach|cannot connect to|no connection to) the (?:db|database)/i,
    but: /\b(?:redis|cache|mail|smtp|webhook|llm|external)\b/i,
  },
  {
    metric: 'db_connections',
    words:
      /\b(?:db |database |active |open |idle |max |number of )?connections?\b(?!.{0,10}\b(?:string|refused|error|fail|lost|lose|drop|reset|closed))|\bconnection (?:pool|count)/i,
    but: /\b(?:web ?socket|client|user|vpn|redis|cache|rpc|api|network|internet|broker|peers?|upstream|external|block-?chain)\b/i,
  },
  { metric: 'network_latency', words: /\bnetwork\b.{0,16}\b(?:latency|round[\s-]?trip|delay)/i },
  {
    metric: 'db_latency',
    words:
      /\b(?:db|databases?|postgres\w*|mysql|mariadb|mongo\w*|sql|quer(?:y|ies))\b.{0,24}(?:\b(?:latenc\w+|response times?|performance|duration|execution times?|times?)\b)|\bquery (?:execution|times?)/i,
    but: /\b(?:downtime|uptime|timeouts?)\b/i,
  },
  {
    metric: 'db_storage',
    words: /\b(?:db|databases?|postgres\w*|mysql|mariadb|mongo\w*)\b.{0,20}\b(?:size|storage|disk|growth)\b/i,
  },
  {
    metric: 'disk_free',
    words:
      /\b\d+ ?[KMGT]i?B (?:free|left)\b|\blow[\s-](?:\w+ )?(?:disk|storage)\b|\blow volume space\b|\b(?:free|available|remaining)\b.{0,12}\b(?:disk|storage|volume)\b(?: space)?|\b(?:disk|storage|volume)\b(?: space)?.{0,12}\b(?:free|left|remaining|available)\b/i,
  },
  {
    metric: 'disk_used',
    words:
      /\bstorage (?:is |almost |nearly )?full\b|\b(?:disk|volume|filesystem|file system)\b.{0,12}\b(?:usage|use|used|utili[sz]ation|space|full|fills?|filled)\b|\bstorage (?:usage|use|utili[sz]ation)\b/i,
  },
  { metric: 'memory', words: /\bmemory\b|\bram\b(?! is)/i },
  { metric: 'cpu', words: /\bcpus?\b|\bprocessor (?:usage|load|time)/i },
  {
    metric: 'request_rate',
    words:
      /\brequest (?:rate|volume|count)s?\b|\brequests? per\b|\b(?:rps|qps|rpm)\b|\bthroughput\b|\btraffic\b|\brequests\b(?! fail)/i,
    but: /\b(?:fail\w*|error\w*|[45]xx|network|duration|ingress|egress|slow)\b|\b(?:access|pull|merge|feature|change|support|service|deletion|erasure|portability|subject|refund|friend|leave)\s+requests?\b/i,
  },
  {
    metric: 'availability',
    words: /\bavailability\b|\bavailable (?:at least |for |to )?\d|\buptime\b|\bup[\s-]time\b/i,
    but: /\bhealth check/i,
  },
  {
    metric: 'health',
    words:
      /\bhealth(?:[\s-]?checks?| endpoint| probe|y)?\b|\bheartbeat\b|\b(?:service|api|app|application|system|site|website|server|backend|platform|host|instance|endpoint|probe|process|front-?end|gateway|worker)s?\b.{0,16}\b(?:down(?:time)?|unreachable|unavailable|offline|outage|not (?:respond|answer)\w*|unresponsive|dead)\b|\b(?:liveness|readiness)\b|\boutage\b|\bdowntime\b/i,
  },
  { metric: 'cost', words: /\b(?:cost|spend(?:ing)?|bill(?:ing)?)s?\b/i },
];

/** A part of the system whose own CPU or memory is meant, not the service's. */
const COMPONENT =
  /\b(?:db|databases?|postgres\w*|mysql|mariadb|mongo\w*|redis|cache|nodes?|cluster|broker|queue|worker|heap|gpu)\b/i;
/** Something other than the service's own requests. */
const OTHER_SUBJECT =
  /\b(?:data(?= (?:pipeline |feed |sync )?(?:latency|delay|lag|freshness|age))|ingest\w*|etl|agents?|llm|jobs?|tasks?|reports?|assessments?|users? session|sessions?|deploy\w*|builds?|pipelines?|webhooks?|e-?mails?|notifications?|tests? (?:execution|duration|time|run)|cicd|ci|fresh\w*|stale\w*|lateness|third[\s-]party|external|upstream|imports?|exports?|trips?|payments?|model|models|sync|workflow)\b/i;

/**
 * The canonical metrics that a text names; several where it names several; none where it names no known one.
 *
 *   "Duration of requests: p50, p95, p99" → latency_p50, latency_p95, latency_p99;  "CPU/Memory usage" → cpu, memory
 *   "4xx and 5xx responses" → error_rate_4xx, error_rate_5xx;  "Agent success rate" → none
 */
export const metricsIn = recently(readMetrics);

function readMetrics(text: string): readonly CanonicalMetric[] {
  const found = namedIn(text);
  if (found.length > 0) return found;
  // "Performance of database queries" says "database queries performance".
  const turned = /^(.*?\b[\w/]+) (?:of|in|on|for) (?:the |all |its )?(.+)$/i.exec(text);
  return turned ? namedIn(`${turned[2]} ${turned[1]}`) : [];
}

function namedIn(text: string): CanonicalMetric[] {
  const plain = spoken(text);
  const special = METRICS.find(({ words, but }) => words.test(plain) && !but?.test(plain))?.metric ?? null;
  const foreign = OTHER_SUBJECT.test(plain);
  if (special === 'cpu' || special === 'memory') return resources(plain);
  const percentiles = percentilesIn(plain);
  // A percentile without a name of its own must not pass for the average.
  if (percentiles.length === 0 && ranksIn(plain).length > 0 && (special === null || special === 'request_rate'))
    return [];
  if (special && !(special === 'request_rate' || special === 'health' || special === 'availability')) return [special];
  if (!foreign && (LATENCY.test(plain) || (percentiles.length > 0 && !DATABASE.test(plain) && !CACHE.test(plain)))) {
    if (special === 'health' && percentiles.length === 0) return ['health'];
    return percentiles.length > 0 ? percentiles : ['latency_avg'];
  }
  if (special === 'health' && foreign && !/\bhealth/i.test(plain)) return [];
  if (special) return [special];
  return foreign || /\bburn[\s-]?rate\b/i.test(plain) || !RATE_OF_ERRORS.test(plain) ? [] : errorRates(plain);
}

/** "HighHTTPErrorRate" and "memory_usage_mb" as words. */
function spoken(text: string): string {
  return text
    .replace(/([a-z])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, low?: string, high?: string, acronym?: string) =>
      acronym ? `${acronym} ` : `${low} ${high}`,
    )
    .replaceAll('_', ' ')
    .replace(/\btimed out\b/gi, 'timeouts');
}

function percentilesIn(text: string): CanonicalMetric[] {
  return ranksIn(text)
    .filter((rank) => NAMED_RANKS.has(rank))
    .map((rank) => `latency_p${rank}` as CanonicalMetric);
}

/** "p50/p90" → 50, 90; "99.9th percentile" → 99.9; "median" → 50. */
export const ranksIn = recently(readRanks);

function readRanks(text: string): readonly string[] {
  return [
    ...new Set([...text.matchAll(PERCENTILE)].map((m) => (m[4] ? '50' : m[5] ? '99.9' : (m[1] ?? m[2] ?? m[3])!))),
  ];
}

function resources(text: string): CanonicalMetric[] {
  if (COMPONENT.test(text)) return [];
  const named: CanonicalMetric[] = [];
  if (/\bcpus?\b|\bprocessor/i.test(text)) named.push('cpu');
  if (/\bmemory\b|\bram\b/i.test(text)) named.push('memory');
  return named;
}

function errorRates(text: string): CanonicalMetric[] {
  const [of4, of5] = [/\b4xx\b/i.test(text), /\b5xx\b|\bserver errors?\b|\bHTTP 5\d\d\b/i.test(text)];
  if (of4 && of5) return /4xx\s*(?:\/|or)\s*5xx/i.test(text) ? ['error_rate'] : ['error_rate_4xx', 'error_rate_5xx'];
  if (of4) return ['error_rate_4xx'];
  if (of5) return ['error_rate_5xx'];
  if (
    /\bfailed requests?\b(?![\s-]+rate)|\brequest failures?\b/i.test(text) &&
    !/%|percent|ratio|\brate\b|\/ ?total/i.test(text)
  )
    return ['failed_requests'];
  return /\berror|\b(?:failed|failure)s?[\s-]+(?:request |response )?(?:rate|ratio)|\bfailed requests? rate\b|\bfailing requests\b|\bfailed requests?\b/i.test(
    text,
  )
    ? ['error_rate']
    : [];
}

/** `x:` and the words of a measurement that has no canonical name, without its threshold and remarks. */
export function otherMetric(text: string, fallback = text): string {
  const words = text
    .replace(/\([^)]*\)/g, ' ')
    .replace(
      /\s*(?:[<>=≥≤]|\b(?:is|are|not|never|must|should|shall|stays?|rises?|drops?|falls?|goes|exceeds?|above|below|over|under|older than|longer than|more than|less than|at least|at most)\b).*$/i,
      '',
    )
    .replace(/[\s:;,.-]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `x:${/[\p{L}]{3}/u.test(words) ? words : fallback.trim()}`;
}

/** Whether values of the metric are times, kept in milliseconds. */
export const isLatency = (metric: string): boolean =>
  /latency|slow_queries|replication_lag|response|duration|\btimes?\b/i.test(metric);
