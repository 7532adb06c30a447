import type {
  ExemplarColumns,
  ExponentialHistogramRow,
  GaugeRow,
  HistogramRow,
  MetricColumns,
  PointColumns,
  SummaryRow,
  SumRow,
  TelemetryBatch,
} from '../telemetry.ts';
import { decodeRequest } from './decode.ts';
import { type Decoded, Tally } from './decoded.ts';
import type {
  Exemplar,
  ExponentialPoint,
  HistogramPoint,
  Metric,
  MetricRequest,
  NumberPoint,
  Point,
  SummaryPoint,
} from './request.ts';
import { attributesOf, hexId, isStorableTime, secondsText } from './values.ts';

interface Rows {
  readonly otel_metrics_gauge: GaugeRow[];
  readonly otel_metrics_sum: SumRow[];
  readonly otel_metrics_histogram: HistogramRow[];
  readonly otel_metrics_exponential_histogram: ExponentialHistogramRow[];
  readonly otel_metrics_summary: SummaryRow[];
}

/** @throws OtlpRefusal for a request of which nothing can be read or that is over the limits. */
export function decodeMetrics(contentType: string | undefined, body: Uint8Array): Decoded<TelemetryBatch> {
  const request = decodeRequest('MetricRequest', contentType, body) as MetricRequest;
  const tally = new Tally('data points');
  const rows: Rows = {
    otel_metrics_gauge: [],
    otel_metrics_sum: [],
    otel_metrics_histogram: [],
    otel_metrics_exponential_histogram: [],
    otel_metrics_summary: [],
  };
  for (const { resource, schemaUrl, scopeMetrics } of request.resourceMetrics ?? []) {
    const ResourceAttributes = attributesOf(resource?.attributes);
    for (const { scope, schemaUrl: scopeSchemaUrl, metrics } of scopeMetrics ?? []) {
      const origin = {
        ResourceAttributes,
        ResourceSchemaUrl: schemaUrl ?? '',
        ScopeName: scope?.name ?? '',
        ScopeVersion: scope?.version ?? '',
        ScopeAttributes: attributesOf(scope?.attributes),
        ScopeDroppedAttrCount: scope?.droppedAttributesCount ?? 0,
        ScopeSchemaUrl: scopeSchemaUrl ?? '',
        ServiceName: ResourceAttributes['service.name'] ?? '',
      };
      for (const metric of metrics ?? []) addMetric(metric, { ...origin, ...namesOf(metric) }, rows, tally);
    }
  }
  return tally.decoded(rows);
}

function namesOf(metric: Metric) {
  return { MetricName: metric.name ?? '', MetricDescription: metric.description ?? '', MetricUnit: metric.unit ?? '' };
}

function addMetric(metric: Metric, columns: MetricColumns, rows: Rows, tally: Tally): void {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  const keep = <P extends Point>(points: readonly P[] | undefined, numbers: (point: P) => readonly number[]) =>
    (points ?? []).filter((point) => tally.take(problemOf(metric, point, numbers(point))));
  for (const point of keep(gauge?.dataPoints, (p) => [numberOf(p)])) {
    rows.otel_metrics_gauge.push(gaugeRow(point, columns));
  }
  const temporality = {
    AggregationTemporality: sum?.aggregationTemporality ?? 0,
    IsMonotonic: sum?.isMonotonic ?? false,
  };
  for (const point of keep(sum?.dataPoints, (p) => [numberOf(p)])) {
    rows.otel_metrics_sum.push({ ...gaugeRow(point, columns), ...temporality });
  }
  for (const point of keep(histogram?.dataPoints, (p) => [p.sum ?? 0, ...(p.explicitBounds ?? [])])) {
    rows.otel_metrics_histogram.push(histogramRow(point, columns, histogram?.aggregationTemporality ?? 0));
  }
  for (const point of keep(exponentialHistogram?.dataPoints, (p) => [p.sum ?? 0])) {
    const row = exponentialRow(point, columns, exponentialHistogram?.aggregationTemporality ?? 0);
    rows.otel_metrics_exponential_histogram.push(row);
  }
  for (const point of keep(summary?.dataPoints, (p) => [p.sum ?? 0])) {
    rows.otel_metrics_summary.push(summaryRow(point, columns));
  }
}

const NO_RECORDED_VALUE = 1;

function problemOf(metric: Metric, point: Point, numbers: readonly number[]): string | null {
  if (!metric.name) return 'a metric has no name';
  if (!isStorableTime(point.timeUnixNano)) return `a point of ${metric.name} has no time`;
  if ((point.flags ?? 0) & NO_RECORDED_VALUE) return `a point of ${metric.name} has no recorded value`;
  if (!numbers.every(Number.isFinite)) return `a value of ${metric.name} is not a finite number`;
  return null;
}

function numberOf(point: { readonly asDouble?: number; readonly asInt?: string }): number {
  return point.asDouble ?? Number(point.asInt ?? Number.NaN);
}

function pointColumns(point: Point, columns: MetricColumns): PointColumns {
  return {
    ...columns,
    Attributes: attributesOf(point.attributes),
    StartTimeUnix: secondsText(isStorableTime(point.startTimeUnixNano) ? point.startTimeUnixNano : '0'),
    TimeUnix: secondsText(point.timeUnixNano),
    Flags: point.flags ?? 0,
  };
}

function exemplarColumns(all: readonly Exemplar[] | undefined): ExemplarColumns {
  const exemplars = (all ?? []).filter((exemplar) => Number.isFinite(numberOf(exemplar)));
  return {
    'Exemplars.FilteredAttributes': exemplars.map((exemplar) => attributesOf(exemplar.filteredAttributes)),
    'Exemplars.TimeUnix': exemplars.map((exemplar) => secondsText(exemplar.timeUnixNano)),
    'Exemplars.Value': exemplars.map(numberOf),
    'Exemplars.SpanId': exemplars.map((exemplar) => hexId(exemplar.spanId)),
    'Exemplars.TraceId': exemplars.map((exemplar) => hexId(exemplar.traceId)),
  };
}

function gaugeRow(point: NumberPoint, columns: MetricColumns): GaugeRow {
  return { ...pointColumns(point, columns), ...exemplarColumns(point.exemplars), Value: numberOf(point) };
}

function distributionColumns(point: HistogramPoint | ExponentialPoint, columns: MetricColumns, temporality: number) {
  return {
    ...pointColumns(point, columns),
    ...exemplarColumns(point.exemplars),
    Count: Number(point.count ?? 0),
    Sum: point.sum ?? 0,
    Min: finiteOrZero(point.min),
    Max: finiteOrZero(point.max),
    AggregationTemporality: temporality,
  };
}

function histogramRow(point: HistogramPoint, columns: MetricColumns, temporality: number): HistogramRow {
  return {
    ...distributionColumns(point, columns, temporality),
    BucketCounts: (point.bucketCounts ?? []).map(Number),
    ExplicitBounds: point.explicitBounds ?? [],
  };
}

function exponentialRow(point: ExponentialPoint, columns: MetricColumns, temporality: number): ExponentialHistogramRow {
  return {
    ...distributionColumns(point, columns, temporality),
    Scale: point.scale ?? 0,
    ZeroCount: Number(point.zeroCount ?? 0),
    PositiveOffset: point.positive?.offset ?? 0,
    PositiveBucketCounts: (point.positive?.bucketCounts ?? []).map(Number),
    NegativeOffset: point.negative?.offset ?? 0,
    NegativeBucketCounts: (point.negative?.bucketCounts ?? []).map(Number),
  };
}

/** A quantile of an empty summary is NaN; it is left out. */
function summaryRow(point: SummaryPoint, columns: MetricColumns): SummaryRow {
  const quantiles = (point.quantileValues ?? []).filter(({ value }) => Number.isFinite(value ?? 0));
  return {
    ...pointColumns(point, columns),
    Count: Number(point.count ?? 0),
    Sum: point.sum ?? 0,
    'ValueAtQuantiles.Quantile': quantiles.map(({ quantile }) => quantile ?? 0),
    'ValueAtQuantiles.Value': quantiles.map(({ value }) => value ?? 0),
  };
}

function finiteOrZero(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
