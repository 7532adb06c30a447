import type { Bindings } from './bindings.ts';
import type { Check, Indicator, RequestStatistic } from './plan.ts';

/** An indicator for a metric, or what has to be bound before there is one. */
export type MetricSource =
  | { readonly indicator: Indicator }
  | { readonly needs: readonly string[]; readonly hint: string };

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

/**
 * Ties a canonical metric to where its number comes from: the bindings' own choice first, then the probes, then the
 * requests that the system's services report. `words` is the statement, for what the name alone does not say; `asHealth`
 * is whether a plain failure is meant (no number).
 */
export function metricSource(
  metric: string,
  words: string,
  asHealth: boolean,
  bindings: Bindings,
  checks: readonly Check[],
): MetricSource {
  const bound = bindings.metrics[metric] ?? bindings.metrics[metric.replace(/^x:/, '')];
  if (bound !== undefined)
    return {
      indicator: {
        source: 'metric',
        name: bound.name,
        attributes: bound.attributes,
        aggregate: bound.aggregate,
        scale: bound.scale,
      },
    };

  if (metric === 'health' || (metric === 'availability' && asHealth))
    return healthOf(healthChecks(words, checks), 'health', metric);
  if (metric === 'db_failures' && asHealth) return healthOf(checksAbout(DATABASE, checks), 'health', metric);
  if (metric === 'certificate_expiry')
    return healthOf(
      checks.filter(({ probe }) => probe.type === 'tls' || (probe.type === 'http' && probe.url.startsWith('https:'))),
      'certificate-days',
      metric,
    );
  if (asHealth && !metric.startsWith('x:')) {
    const about = checksAbout(CACHE.test(`${metric} ${words}`) ? CACHE : DATABASE, checks);
    if (about.length > 0 && (CACHE.test(words) || DATABASE.test(words))) return healthOf(about, 'health', metric);
  }

  const statistic = REQUEST_STATISTICS[metric];
  if (statistic !== undefined) {
    if (bindings.services.length > 0) return { indicator: { source: 'requests', statistic } };
    if (metric === 'availability') return healthOf(healthChecks(words, checks), 'health', metric);
    return {
      needs: ['services'],
      hint: 'name the OpenTelemetry service under services in runproof.yaml, and let it send its traces here',
    };
  }
  const dependency = dependencyStatistic(metric, words);
  if (dependency !== null) {
    if (bindings.services.length > 0) return { indicator: dependency };
    return {
      needs: ['services'],
      hint: 'name the OpenTelemetry service under services in runproof.yaml: its dependency calls are measured',
    };
  }
  const key = metric.startsWith('x:') ? metric.slice(2) : metric;
  return {
    needs: [`metrics.${key}`],
    hint: `say under metrics in runproof.yaml which Prometheus or OpenTelemetry metric is “${key}”`,
  };
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

function healthOf(checks: readonly Check[], statistic: 'health' | 'certificate-days', metric: string): MetricSource {
  if (checks.length > 0) return { indicator: { source: 'probe', checkIds: checks.map(({ id }) => id), statistic } };
  const need =
    metric === 'db_failures' ? 'targets.database' : metric === 'certificate_expiry' ? 'targets.certificate' : 'baseUrl';
  return {
    needs: [need],
    hint: `give ${need} in runproof.yaml${metric === 'certificate_expiry' ? ', as tls://host:443' : ''}`,
  };
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
