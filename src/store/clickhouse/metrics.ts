import type { ClickHouseClient } from '@clickhouse/client';
import type { Indicator } from '../../plan/plan.ts';
import { queryRows } from './query.ts';
import { SYSTEM_ATTRIBUTE } from './rows.ts';
import { type Measured, type Window, windowParameters } from './window.ts';

export type Aggregate = Extract<Indicator, { source: 'metric' }>['aggregate'];

interface Row {
  readonly bucket: number;
  readonly samples: number;
  readonly newestAt: number;
  readonly last: number;
  readonly average: number;
  readonly maximum: number;
  readonly minimum: number;
  readonly sum: number;
  readonly rate: number | null;
}

/**
 * A series is one instance's metric with one set of attributes. A cumulative counter that falls was reset, and has
 * counted from zero since; its increase is the sum of the steps, as Prometheus' `increase` has it without extrapolating.
 */
const POINTS = `
with points as (
  select TimeUnix, Value, ServiceName, ResourceAttributes, Attributes, 0 as temporality, false as counter
  from otel_metrics_gauge
  where MetricName = {name:String}
    and (ServiceName in {services:Array(String)} or ResourceAttributes[{systemAttribute:String}] = {system:String})
    and TimeUnix >= fromUnixTimestamp64Milli({from:Int64}) and TimeUnix < fromUnixTimestamp64Milli({to:Int64})
    and arrayAll((key, value) -> Attributes[key] = value, {keys:Array(String)}, {values:Array(String)})
  union all
  select TimeUnix, Value, ServiceName, ResourceAttributes, Attributes, AggregationTemporality as temporality, IsMonotonic as counter
  from otel_metrics_sum
  where MetricName = {name:String}
    and (ServiceName in {services:Array(String)} or ResourceAttributes[{systemAttribute:String}] = {system:String})
    and TimeUnix >= fromUnixTimestamp64Milli({from:Int64}) and TimeUnix < fromUnixTimestamp64Milli({to:Int64})
    and arrayAll((key, value) -> Attributes[key] = value, {keys:Array(String)}, {values:Array(String)})
),
series as (
  select
    toInt32(intDiv(toUnixTimestamp64Milli(TimeUnix) - {from:Int64}, {step:Int64})) as bucket,
    toFloat64(count()) as points_count,
    toFloat64(toUnixTimestamp64Milli(max(TimeUnix))) as newest,
    toFloat64(toUnixTimestamp64Milli(min(TimeUnix))) as oldest,
    argMax(Value, TimeUnix) as newest_value,
    sum(Value) as total,
    max(Value) as largest,
    min(Value) as smallest,
    any(counter) as is_counter,
    any(temporality) = 1 as is_delta,
    arraySort(point -> point.1, groupArray((TimeUnix, Value))).2 as ordered,
    if(is_delta, total, arraySum(arrayMap((before, after) -> if(after < before, after, after - before), arrayPopBack(ordered), arrayPopFront(ordered)))) as increase,
    multiIf(is_delta, {step:Int64} / 1000, newest > oldest, (newest - oldest) / 1000, null) as seconds
  from points
  group by bucket, ServiceName, ResourceAttributes, Attributes
)
select
  bucket,
  sum(points_count) as samples,
  max(newest) as newestAt,
  max(newest_value) as last,
  sum(total) / sum(points_count) as average,
  max(largest) as maximum,
  min(smallest) as minimum,
  sum(if(is_counter, increase, newest_value)) as sum,
  sum(increase / seconds) as rate
from series
group by bucket
order by bucket`;

export interface MetricSelection {
  /** OpenTelemetry services the metric may come from, besides what was scraped from the system's targets. */
  readonly services: readonly string[];
  readonly systemId: string;
  readonly name: string;
  /** Attributes that a series must have; it may have others. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * `last` is the newest value, of several series the largest. `average`, `maximum` and `minimum` are over all samples.
 * `sum` adds the series: the newest values of gauges, the increases of counters. `rate` is the increase per second.
 * No samples: no row.
 */
export async function measureMetric(
  client: ClickHouseClient,
  selection: MetricSelection,
  aggregate: Aggregate,
  window: Window,
): Promise<Measured[]> {
  const rows = await queryRows<Row>(client, POINTS, {
    services: selection.services,
    systemAttribute: SYSTEM_ATTRIBUTE,
    system: selection.systemId,
    name: selection.name,
    keys: Object.keys(selection.attributes),
    values: Object.values(selection.attributes),
    ...windowParameters(window),
  });
  return rows.map((row) => ({
    bucket: row.bucket,
    value: row[aggregate],
    samples: row.samples,
    newestAt: row.newestAt,
  }));
}
