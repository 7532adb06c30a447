import type { Bindings } from './bindings.ts';
import { BASE_URL_BINDING, metricBinding, type OpenBinding, SERVICE_BINDING, targetBinding } from './open-binding.ts';
import type { Check, Indicator, RequestStatistic } from './plan.ts';

/** An indicator for a metric, or what has to be bound before there is one. */
export type MetricSource =
  | { readonly indicator: Indicator }
  | { readonly needs: readonly string[]; readonly hint: string; readonly bindings: readonly OpenBinding[] };

const REQUEST_STATISTICS: Readonly<Record<string, RequestStatistic>> = {
  availability: 'availability-percent',
  request_rate: 'rate',
  error_rate: 'error-percent',
  error_rate_4xx: 'error-4xx-percent',
  error_rate_5xx: 'error-5xx-percent',
  failed_requests: 'failed-count',
  latency_avg: 'latency-average',
  latency_p50: 'latency-p50',
  latency_p95: 'latency-p95',
  latency_p99: 'latency-p99',
};

const DATABASE = /database|\bdb\b|postgres|mysql|mariadb|mongo|sql/i;
const CACHE = /redis|cache/i;

/** What a statement says of a measurement. */
export interface StatedMetric {
  readonly metric: string;
  /** The statement, for what the metric's name alone does not say. */
  readonly words: string;
  readonly unit: string | null;
  /** A plain failure is meant, not a number. */
  readonly fails: boolean;
}

const TIME_UNIT = /^(ms|s)$/;

/**
 * Ties a canonical metric to where its number comes from: the bindings' own choice first, then the probes, then the
 * requests that the system's services report.
 */
export function metricSource(stated: StatedMetric, bindings: Bindings, checks: readonly Check[]): MetricSource {
  const { metric, words } = stated;
  const bound = bindings.metrics[metric] ?? bindings.metrics[metric.replace(/^x:/, '')];
  if (bound !== undefined) {
    const { name, attributes, aggregate, scale } = bound;
    return { indicator: { source: 'metric', name, attributes, aggregate, scale } };
  }
  const probed = probeSource(stated, checks);
  if (probed !== null) return probed;

  const statistic = REQUEST_STATISTICS[metric];
  if (statistic !== undefined) {
    if (bindings.services.length > 0) return { indicator: { source: 'requests', statistic } };
    if (metric === 'availability') return probesOf(healthChecks(words, checks), 'health', 'baseUrl', BASE_URL_BINDING);
    return {
      needs: ['services'],
      hint: 'name the OpenTelemetry service under services in runproof.yaml, and let it send its traces here',
      bindings: [SERVICE_BINDING],
    };
  }
  const dependency = dependencyStatistic(metric, words);
  if (dependency !== null) {
    if (bindings.services.length > 0) return { indicator: dependency };
    return {
      needs: ['services'],
      hint: 'name the OpenTelemetry service under services in runproof.yaml: its dependency calls are measured',
      bindings: [SERVICE_BINDING],
    };
  }
  const key = metric.startsWith('x:') ? metric.slice(2) : metric;
  return {
    needs: [`metrics.${key}`],
    hint: `say under metrics in runproof.yaml which Prometheus or OpenTelemetry metric is “${key}”`,
    bindings: [metricBinding(key)],
  };
}

/** What probes see by themselves; null for everything else. */
function probeSource({ metric, words, unit, fails }: StatedMetric, checks: readonly Check[]): MetricSource | null {
  // "Health check response < 100 ms" is about how fast it answers.
  const statistic = TIME_UNIT.test(unit ?? '') ? 'latency' : 'health';
  if (metric === 'health' || (metric === 'availability' && fails))
    return probesOf(healthChecks(words, checks), statistic, 'baseUrl', BASE_URL_BINDING);
  if (metric === 'db_failures' && fails)
    return probesOf(checksAbout(DATABASE, checks), 'health', 'targets.database', targetBinding('database'));
  if (metric === 'certificate_expiry') {
    const encrypted = checks.filter(
      ({ probe }) => probe.type === 'tls' || (probe.type === 'http' && probe.url.startsWith('https:')),
    );
    return probesOf(
      encrypted,
      'certificate-days',
      'targets.certificate, as tls://host:443,',
      targetBinding('certificate'),
    );
  }
  if (!fails || metric.startsWith('x:')) return null;
  const subject = CACHE.test(`${metric} ${words}`) ? CACHE : DATABASE;
  const about = subject.test(words) ? checksAbout(subject, checks) : [];
  return about.length > 0 ? probesOf(about, 'health', '', BASE_URL_BINDING) : null;
}

/** Whole-system health is the plainest health endpoint; health of a dependency is the check that names it. */
export function healthChecks(words: string, checks: readonly Check[]): readonly Check[] {
  if (DATABASE.test(words)) {
    const about = checksAbout(DATABASE, checks);
    if (about.length > 0) return about;
  }
  if (CACHE.test(words)) {
    const about = checksAbout(CACHE, checks);
    if (about.length > 0) return about;
  }
  const endpoints = checks.filter(
    ({ probe, commitmentId }) => probe.type === 'http' && commitmentId !== null && !/metrics/i.test(probe.url),
  );
  const ranked = endpoints
    .map((check) => ({
      check,
      rank: /\/health\/?$/i.test(check.name) ? 0 : /ready|live|health|up\b/i.test(check.name) ? 1 : 2,
    }))
    .sort((a, b) => a.rank - b.rank || a.check.name.length - b.check.name.length);
  return ranked.slice(0, 1).map(({ check }) => check);
}

function checksAbout(subject: RegExp, checks: readonly Check[]): readonly Check[] {
  const kinds = subject === CACHE ? ['redis'] : ['postgres', 'mysql', 'mongodb'];
  const direct = checks.filter(({ probe }) => kinds.includes(probe.type));
  return direct.length > 0 ? direct : checks.filter(({ name }) => subject.test(name));
}

function probesOf(
  checks: readonly Check[],
  statistic: 'health' | 'latency' | 'certificate-days',
  missing: string,
  binding: OpenBinding,
): MetricSource {
  if (checks.length > 0) return { indicator: { source: 'probe', checkIds: checks.map(({ id }) => id), statistic } };
  return { needs: [missing.split(',')[0] ?? missing], hint: `give ${missing} in runproof.yaml`, bindings: [binding] };
}

function dependencyStatistic(metric: string, words: string): Indicator | null {
  const source = 'dependencies';
  if (metric === 'db_failures') return { source, target: 'database', statistic: 'failed-count' };
  if (metric === 'db_latency')
    return { source, target: 'database', statistic: /p95|95th/i.test(words) ? 'latency-p95' : 'latency-average' };
  if (metric === 'slow_queries') return { source, target: 'database', statistic: 'latency-p95' };
  if (metric === 'cache_latency') return { source, target: 'cache', statistic: 'latency-average' };
  return null;
}
