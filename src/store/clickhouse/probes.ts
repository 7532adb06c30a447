import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from './query.ts';
import { type Measured, type Window, windowParameters } from './window.ts';

interface Row {
  readonly bucket: number;
  readonly samples: number;
  readonly held: number;
  /** Whether the newest look of every check held. */
  readonly holding: boolean;
  readonly latency: number | null;
  readonly certificateDays: number | null;
  readonly newestAt: number;
}

const PROBES = `
with looks as (
  select
    toInt32(intDiv(toUnixTimestamp64Milli(Timestamp) - {from:Int64}, {step:Int64})) as bucket,
    count() as look_count,
    countIf(Ok) as held_count,
    argMax(Ok, Timestamp) as newest_held,
    sum(LatencyMs) as latencies,
    count(LatencyMs) as answers,
    min(if(JSONHas(Details, 'certificateDays'), JSONExtractFloat(Details, 'certificateDays'), null)) as days,
    toUnixTimestamp64Milli(max(Timestamp)) as newest
  from probe_results
  where SystemId = {system:String} and CheckId in {checks:Array(String)}
    and Timestamp >= fromUnixTimestamp64Milli({from:Int64}) and Timestamp < fromUnixTimestamp64Milli({to:Int64})
  group by bucket, CheckId
)
select
  bucket,
  toFloat64(sum(look_count)) as samples,
  toFloat64(sum(held_count)) as held,
  min(newest_held) as holding,
  if(sum(answers) > 0, sum(latencies) / sum(answers), null) as latency,
  min(days) as certificateDays,
  -- As old as the check that was looked at longest ago.
  toFloat64(min(newest)) as newestAt
from looks
group by bucket
order by bucket`;

/** `health` is the share of looks that held, 0–100; `latency` the average in milliseconds; certificates in days, the fewest. */
export async function measureProbes(
  client: ClickHouseClient,
  systemId: string,
  checkIds: readonly string[],
  statistic: 'health' | 'latency' | 'certificate-days',
  window: Window,
): Promise<(Measured & { readonly holding: boolean })[]> {
  const rows = await queryRows<Row>(client, PROBES, {
    system: systemId,
    checks: checkIds,
    ...windowParameters(window),
  });
  return rows.map((row) => ({
    bucket: row.bucket,
    value:
      statistic === 'health'
        ? (100 * row.held) / row.samples
        : statistic === 'latency'
          ? row.latency
          : row.certificateDays,
    samples: row.samples,
    holding: row.holding,
    newestAt: row.newestAt,
  }));
}
