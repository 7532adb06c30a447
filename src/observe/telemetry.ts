/**
 * Rows of the tables that the OpenTelemetry Collector's ClickHouse exporter writes, by its column names; ready to be
 * inserted as JSON lines. Times are decimal seconds with nine places as text, which ClickHouse reads exactly and
 * without a zone. `Nested` columns are parallel arrays.
 */
export interface TelemetryTables {
  readonly otel_traces: TraceRow;
  readonly otel_logs: LogRow;
  readonly otel_metrics_gauge: GaugeRow;
  readonly otel_metrics_sum: SumRow;
  readonly otel_metrics_histogram: HistogramRow;
  readonly otel_metrics_exponential_histogram: ExponentialHistogramRow;
  readonly otel_metrics_summary: SummaryRow;
}

export type TelemetryBatch = { readonly [T in keyof TelemetryTables]?: readonly TelemetryTables[T][] };

export interface MetricSample {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly type: 'counter' | 'gauge' | 'untyped';
}

/** Where telemetry goes. Rejects when nothing of the batch was kept, so that the sender tries again. */
export interface TelemetrySink {
  writeRows(batch: TelemetryBatch): Promise<void>;
  /** What was scraped from a target of this system. */
  writeSamples(systemId: string, samples: readonly MetricSample[]): Promise<void>;
}

type Attributes = Readonly<Record<string, string>>;

export interface TraceRow {
  readonly Timestamp: string;
  readonly TraceId: string;
  readonly SpanId: string;
  readonly ParentSpanId: string;
  readonly TraceState: string;
  readonly SpanName: string;
  /** Unspecified, Internal, Server, Client, Producer or Consumer. */
  readonly SpanKind: string;
  readonly ServiceName: string;
  readonly ResourceAttributes: Attributes;
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly SpanAttributes: Attributes;
  /** Nanoseconds. */
  readonly Duration: number;
  /** Unset, Ok or Error. */
  readonly StatusCode: string;
  readonly StatusMessage: string;
  readonly 'Events.Timestamp': readonly string[];
  readonly 'Events.Name': readonly string[];
  readonly 'Events.Attributes': readonly Attributes[];
  readonly 'Links.TraceId': readonly string[];
  readonly 'Links.SpanId': readonly string[];
  readonly 'Links.TraceState': readonly string[];
  readonly 'Links.Attributes': readonly Attributes[];
}

export interface LogRow {
  readonly Timestamp: string;
  readonly TraceId: string;
  readonly SpanId: string;
  readonly TraceFlags: number;
  readonly SeverityText: string;
  readonly SeverityNumber: number;
  readonly ServiceName: string;
  readonly Body: string;
  readonly ResourceSchemaUrl: string;
  readonly ResourceAttributes: Attributes;
  readonly ScopeSchemaUrl: string;
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly ScopeAttributes: Attributes;
  readonly LogAttributes: Attributes;
}

export interface MetricColumns {
  readonly ResourceAttributes: Attributes;
  readonly ResourceSchemaUrl: string;
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly ScopeAttributes: Attributes;
  readonly ScopeDroppedAttrCount: number;
  readonly ScopeSchemaUrl: string;
  readonly ServiceName: string;
  readonly MetricName: string;
  readonly MetricDescription: string;
  readonly MetricUnit: string;
}

export interface PointColumns extends MetricColumns {
  readonly Attributes: Attributes;
  readonly StartTimeUnix: string;
  readonly TimeUnix: string;
  readonly Flags: number;
}

export interface ExemplarColumns {
  readonly 'Exemplars.FilteredAttributes': readonly Attributes[];
  readonly 'Exemplars.TimeUnix': readonly string[];
  readonly 'Exemplars.Value': readonly number[];
  readonly 'Exemplars.SpanId': readonly string[];
  readonly 'Exemplars.TraceId': readonly string[];
}

export interface GaugeRow extends PointColumns, ExemplarColumns {
  readonly Value: number;
}

export interface SumRow extends GaugeRow {
  /** 1 delta, 2 cumulative. */
  readonly AggregationTemporality: number;
  readonly IsMonotonic: boolean;
}

interface DistributionColumns extends PointColumns, ExemplarColumns {
  /** Counts above 2^53 lose precision. */
  readonly Count: number;
  readonly Sum: number;
  readonly Min: number;
  readonly Max: number;
  readonly AggregationTemporality: number;
}

export interface HistogramRow extends DistributionColumns {
  readonly BucketCounts: readonly number[];
  readonly ExplicitBounds: readonly number[];
}

export interface ExponentialHistogramRow extends DistributionColumns {
  readonly Scale: number;
  readonly ZeroCount: number;
  readonly PositiveOffset: number;
  readonly PositiveBucketCounts: readonly number[];
  readonly NegativeOffset: number;
  readonly NegativeBucketCounts: readonly number[];
}

export interface SummaryRow extends PointColumns {
  readonly Count: number;
  readonly Sum: number;
  readonly 'ValueAtQuantiles.Quantile': readonly number[];
  readonly 'ValueAtQuantiles.Value': readonly number[];
}
