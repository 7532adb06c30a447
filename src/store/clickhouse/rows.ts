import type { ProbeResult } from '../../observe/probe.ts';
import type { MetricSample } from '../../observe/telemetry.ts';

/** The resource attribute that says which system a scraped sample belongs to: its target need not name a service. */
export const SYSTEM_ATTRIBUTE = 'runproof.system';

/** OTLP's AGGREGATION_TEMPORALITY_CUMULATIVE. */
const CUMULATIVE = 2;

/** A scraped sample as a row of the Collector's tables: counters are cumulative sums, all else is a gauge. */
export function sampleRow(
  systemId: string,
  sample: MetricSample,
): { table: 'otel_metrics_gauge' | 'otel_metrics_sum'; row: object } {
  const row = {
    ResourceAttributes: { [SYSTEM_ATTRIBUTE]: systemId },
    ServiceName: '',
    MetricName: sample.name,
    Attributes: sample.attributes,
    TimeUnix: secondsText(sample.at),
    Value: sample.value,
  };
  if (sample.type !== 'counter') return { table: 'otel_metrics_gauge', row };
  return { table: 'otel_metrics_sum', row: { ...row, AggregationTemporality: CUMULATIVE, IsMonotonic: true } };
}

export function probeRow(systemId: string, name: string, result: ProbeResult): object {
  return {
    Timestamp: secondsText(result.at),
    SystemId: systemId,
    CheckId: result.checkId,
    CheckName: name,
    Ok: result.ok,
    LatencyMs: result.latencyMs,
    Status: result.status,
    Message: result.message,
    Details: JSON.stringify(result.details),
  };
}

/** Decimal seconds, which ClickHouse reads without a zone. */
function secondsText(epochMilliseconds: number): string {
  return (epochMilliseconds / 1_000).toFixed(3);
}
