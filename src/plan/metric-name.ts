/**
 * Canonical metric names, so that a rule means the same in every guide. Any other measurement is
 * `x:` followed by the words as written.
 */
export const METRIC_NAMES = [
  'availability',
  'health',
  'request_rate',
  'error_rate',
  'error_rate_4xx',
  'error_rate_5xx',
  'failed_requests',
  'latency_avg',
  'latency_p50',
  'latency_p95',
  'latency_p99',
  'cpu',
  'memory',
  'disk_used',
  'disk_free',
  'network_latency',
  'db_connections',
  'db_failures',
  'db_latency',
  'slow_queries',
  'db_storage',
  'replication_lag',
  'cache_hit_ratio',
  'cache_latency',
  'certificate_expiry',
  'restarts',
  'queue_depth',
  'auth_failures',
  'cost',
] as const;

export type CanonicalMetric = (typeof METRIC_NAMES)[number];
