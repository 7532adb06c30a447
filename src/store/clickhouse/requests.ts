import type { ClickHouseClient } from '@clickhouse/client';
import type { RequestStatistic } from '../../plan/plan.ts';
import { queryRows } from './query.ts';
import { type Measured, type Window, windowParameters } from './window.ts';

interface Row {
  readonly bucket: number;
  readonly requests: number;
  readonly failed: number;
  readonly failed4xx: number;
  readonly failed5xx: number;
  readonly average: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly newestAt: number;
}

/**
 * Requests are SERVER spans. A 4xx or 5xx answer fails, and a span that ended in an error without a status. The status
 * is read by the stable name and by the one that older libraries send; `SPAN_KIND_…` is what older Collectors write.
 */
const REQUESTS = `
select
  toInt32(intDiv(toUnixTimestamp64Milli(Timestamp) - {from:Int64}, {step:Int64})) as bucket,
  toFloat64(count()) as requests,
  toFloat64(countIf(status >= 400 or erroneous)) as failed,
  toFloat64(countIf(status >= 400 and status < 500)) as failed4xx,
  toFloat64(countIf(status >= 500 or (erroneous and status = 0))) as failed5xx,
  avg(Duration) / 1e6 as average,
  quantile(0.5)(Duration) / 1e6 as p50,
  quantile(0.95)(Duration) / 1e6 as p95,
  quantile(0.99)(Duration) / 1e6 as p99,
  toFloat64(toUnixTimestamp64Milli(max(Timestamp))) as newestAt
from (
  select
    Timestamp,
    Duration,
    StatusCode in ('Error', 'STATUS_CODE_ERROR') as erroneous,
    toUInt16OrZero(
      if(SpanAttributes['http.response.status_code'] <> '', SpanAttributes['http.response.status_code'], SpanAttributes['http.status_code'])
    ) as status
  from otel_traces
  where ServiceName in {services:Array(String)}
    and SpanKind in ('Server', 'SPAN_KIND_SERVER')
    and Timestamp >= fromUnixTimestamp64Milli({from:Int64}) and Timestamp < fromUnixTimestamp64Milli({to:Int64})
)
group by bucket
order by bucket`;

/** Percentages are 0–100, latencies milliseconds, the rate is per second. No requests: no row. */
export async function measureRequests(
  client: ClickHouseClient,
  services: readonly string[],
  statistic: RequestStatistic,
  window: Window,
): Promise<Measured[]> {
  if (services.length === 0) return [];
  const parameters = windowParameters(window);
  const rows = await queryRows<Row>(client, REQUESTS, { services, ...parameters });
  return rows.map((row) => ({
    bucket: row.bucket,
    value: numberOf(row, statistic, parameters.step / 1_000),
    samples: row.requests,
    newestAt: row.newestAt,
  }));
}

function numberOf(row: Row, statistic: RequestStatistic, seconds: number): number {
  switch (statistic) {
    case 'count':
      return row.requests;
    case 'rate':
      return row.requests / seconds;
    case 'failed-count':
      return row.failed;
    case 'error-percent':
      return (100 * row.failed) / row.requests;
    case 'error-4xx-percent':
      return (100 * row.failed4xx) / row.requests;
    case 'error-5xx-percent':
      return (100 * row.failed5xx) / row.requests;
    case 'availability-percent':
      // A caller's mistake does not make the system unavailable.
      return 100 - (100 * row.failed5xx) / row.requests;
    case 'latency-average':
      return row.average;
    case 'latency-p50':
      return row.p50;
    case 'latency-p95':
      return row.p95;
    case 'latency-p99':
      return row.p99;
  }
}
