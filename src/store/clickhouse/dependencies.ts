import type { ClickHouseClient } from '@clickhouse/client';
import type { Indicator } from '../../plan/plan.ts';
import { queryRows } from './query.ts';
import { type Measured, type Window, windowParameters } from './window.ts';

type DependencyIndicator = Extract<Indicator, { source: 'dependencies' }>;

interface Row {
  readonly bucket: number;
  readonly calls: number;
  readonly failed: number;
  readonly slow: number;
  readonly average: number;
  readonly p95: number;
  readonly newestAt: number;
}

/** Where a guide says "slow query" without a number. */
const SLOW_MS = 1_000;
/** Values of `db.system.name` that are caches rather than databases. */
const CACHES = ['redis', 'valkey', 'memcached', 'keydb', 'dragonfly'];

/** Calls of dependencies are CLIENT spans. */
const CALLS = `
select
  toInt32(intDiv(toUnixTimestamp64Milli(Timestamp) - {from:Int64}, {step:Int64})) as bucket,
  toFloat64(count()) as calls,
  toFloat64(countIf(StatusCode in ('Error', 'STATUS_CODE_ERROR'))) as failed,
  toFloat64(countIf(Duration >= {slow:UInt64} * 1000000)) as slow,
  avg(Duration) / 1e6 as average,
  quantile(0.95)(Duration) / 1e6 as p95,
  toFloat64(toUnixTimestamp64Milli(max(Timestamp))) as newestAt
from (
  select
    Timestamp,
    Duration,
    StatusCode,
    if(SpanAttributes['db.system.name'] <> '', SpanAttributes['db.system.name'], SpanAttributes['db.system']) as engine
  from otel_traces
  where ServiceName in {services:Array(String)}
    and SpanKind in ('Client', 'SPAN_KIND_CLIENT')
    and Timestamp >= fromUnixTimestamp64Milli({from:Int64}) and Timestamp < fromUnixTimestamp64Milli({to:Int64})
)
where {target:String} = 'any'
  or ({target:String} = 'cache' and engine in {caches:Array(String)})
  or ({target:String} = 'database' and engine <> '' and engine not in {caches:Array(String)})
group by bucket
order by bucket`;

/** Latencies are milliseconds; a call is slow from one second on. No calls: no row. */
export async function measureDependencies(
  client: ClickHouseClient,
  services: readonly string[],
  target: DependencyIndicator['target'],
  statistic: DependencyIndicator['statistic'],
  window: Window,
): Promise<Measured[]> {
  if (services.length === 0) return [];
  const rows = await queryRows<Row>(client, CALLS, {
    services,
    target,
    caches: CACHES,
    slow: SLOW_MS,
    ...windowParameters(window),
  });
  return rows.map((row) => ({
    bucket: row.bucket,
    value: numberOf(row, statistic),
    samples: row.calls,
    newestAt: row.newestAt,
  }));
}

function numberOf(row: Row, statistic: DependencyIndicator['statistic']): number {
  switch (statistic) {
    case 'failed-count':
      return row.failed;
    case 'latency-average':
      return row.average;
    case 'latency-p95':
      return row.p95;
    case 'slow-count':
      return row.slow;
  }
}
