import protobuf from 'protobufjs';

/**
 * The messages of the OpenTelemetry protocol, version 1, as far as they are stored. Names are those of its JSON form;
 * field numbers and types are the protocol's (opentelemetry-proto: common, resource, trace, metrics, logs, collector).
 * Enumerations are read as their numbers.
 */
type Fields = Readonly<Record<string, protobuf.IField>>;

/** Present or absent, so that a value of 0, false or '' is not taken for no value. */
const one = (id: number, type: string): protobuf.IField => ({
  id,
  type,
  options: { features: { field_presence: 'EXPLICIT' } },
});
const many = (id: number, type: string): protobuf.IField => ({ id, type, rule: 'repeated' });

/** Resource → scope → items, the same three levels for every signal. */
function envelope(resources: string, scopes: string, items: string, item: string): Record<string, Fields> {
  return {
    [`${item}Request`]: { [resources]: many(1, `${item}Resource`) },
    [`${item}Resource`]: {
      resource: one(1, 'Resource'),
      [scopes]: many(2, `${item}Scope`),
      schemaUrl: one(3, 'string'),
    },
    [`${item}Scope`]: { scope: one(1, 'Scope'), [items]: many(2, item), schemaUrl: one(3, 'string') },
  };
}

const temporal = { aggregationTemporality: one(2, 'int32') };
const interval = { startTimeUnixNano: one(2, 'fixed64'), timeUnixNano: one(3, 'fixed64') };

const MESSAGES: Readonly<Record<string, Fields>> = {
  AnyValue: {
    stringValue: one(1, 'string'),
    boolValue: one(2, 'bool'),
    intValue: one(3, 'int64'),
    doubleValue: one(4, 'double'),
    arrayValue: one(5, 'ArrayValue'),
    kvlistValue: one(6, 'KeyValueList'),
    bytesValue: one(7, 'bytes'),
  },
  ArrayValue: { values: many(1, 'AnyValue') },
  KeyValueList: { values: many(1, 'KeyValue') },
  KeyValue: { key: one(1, 'string'), value: one(2, 'AnyValue') },
  Resource: { attributes: many(1, 'KeyValue') },
  Scope: {
    name: one(1, 'string'),
    version: one(2, 'string'),
    attributes: many(3, 'KeyValue'),
    droppedAttributesCount: one(4, 'uint32'),
  },

  ...envelope('resourceSpans', 'scopeSpans', 'spans', 'Span'),
  Span: {
    traceId: one(1, 'bytes'),
    spanId: one(2, 'bytes'),
    traceState: one(3, 'string'),
    parentSpanId: one(4, 'bytes'),
    name: one(5, 'string'),
    kind: one(6, 'int32'),
    startTimeUnixNano: one(7, 'fixed64'),
    endTimeUnixNano: one(8, 'fixed64'),
    attributes: many(9, 'KeyValue'),
    events: many(11, 'SpanEvent'),
    links: many(13, 'SpanLink'),
    status: one(15, 'SpanStatus'),
  },
  SpanEvent: { timeUnixNano: one(1, 'fixed64'), name: one(2, 'string'), attributes: many(3, 'KeyValue') },
  SpanLink: {
    traceId: one(1, 'bytes'),
    spanId: one(2, 'bytes'),
    traceState: one(3, 'string'),
    attributes: many(4, 'KeyValue'),
  },
  SpanStatus: { message: one(2, 'string'), code: one(3, 'int32') },

  ...envelope('resourceLogs', 'scopeLogs', 'logRecords', 'LogRecord'),
  LogRecord: {
    timeUnixNano: one(1, 'fixed64'),
    severityNumber: one(2, 'int32'),
    severityText: one(3, 'string'),
    body: one(5, 'AnyValue'),
    attributes: many(6, 'KeyValue'),
    flags: one(8, 'fixed32'),
    traceId: one(9, 'bytes'),
    spanId: one(10, 'bytes'),
    observedTimeUnixNano: one(11, 'fixed64'),
    eventName: one(12, 'string'),
  },

  ...envelope('resourceMetrics', 'scopeMetrics', 'metrics', 'Metric'),
  Metric: {
    name: one(1, 'string'),
    description: one(2, 'string'),
    unit: one(3, 'string'),
    gauge: one(5, 'Gauge'),
    sum: one(7, 'Sum'),
    histogram: one(9, 'Histogram'),
    exponentialHistogram: one(10, 'ExponentialHistogram'),
    summary: one(11, 'Summary'),
  },
  Gauge: { dataPoints: many(1, 'NumberPoint') },
  Sum: { dataPoints: many(1, 'NumberPoint'), ...temporal, isMonotonic: one(3, 'bool') },
  Histogram: { dataPoints: many(1, 'HistogramPoint'), ...temporal },
  ExponentialHistogram: { dataPoints: many(1, 'ExponentialPoint'), ...temporal },
  Summary: { dataPoints: many(1, 'SummaryPoint') },
  NumberPoint: {
    ...interval,
    asDouble: one(4, 'double'),
    exemplars: many(5, 'Exemplar'),
    asInt: one(6, 'sfixed64'),
    attributes: many(7, 'KeyValue'),
    flags: one(8, 'uint32'),
  },
  HistogramPoint: {
    ...interval,
    count: one(4, 'fixed64'),
    sum: one(5, 'double'),
    bucketCounts: many(6, 'fixed64'),
    explicitBounds: many(7, 'double'),
    exemplars: many(8, 'Exemplar'),
    attributes: many(9, 'KeyValue'),
    flags: one(10, 'uint32'),
    min: one(11, 'double'),
    max: one(12, 'double'),
  },
  ExponentialPoint: {
    ...interval,
    attributes: many(1, 'KeyValue'),
    count: one(4, 'fixed64'),
    sum: one(5, 'double'),
    scale: one(6, 'sint32'),
    zeroCount: one(7, 'fixed64'),
    positive: one(8, 'Buckets'),
    negative: one(9, 'Buckets'),
    flags: one(10, 'uint32'),
    exemplars: many(11, 'Exemplar'),
    min: one(12, 'double'),
    max: one(13, 'double'),
  },
  Buckets: { offset: one(1, 'sint32'), bucketCounts: many(2, 'uint64') },
  SummaryPoint: {
    ...interval,
    count: one(4, 'fixed64'),
    sum: one(5, 'double'),
    quantileValues: many(6, 'QuantileValue'),
    attributes: many(7, 'KeyValue'),
    flags: one(8, 'uint32'),
  },
  QuantileValue: { quantile: one(1, 'double'), value: one(2, 'double') },
  Exemplar: {
    timeUnixNano: one(2, 'fixed64'),
    asDouble: one(3, 'double'),
    spanId: one(4, 'bytes'),
    traceId: one(5, 'bytes'),
    asInt: one(6, 'sfixed64'),
    filteredAttributes: many(7, 'KeyValue'),
  },

  /** The answer of every signal: one message at field 1, whose first field counts what was rejected. */
  Response: { partialSuccess: one(1, 'PartialSuccess') },
  PartialSuccess: { rejected: one(1, 'int64'), errorMessage: one(2, 'string') },
  /** google.rpc.Status, the body of an error. */
  Status: { code: one(1, 'int32'), message: one(2, 'string') },
};

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(Object.entries(MESSAGES).map(([name, fields]) => [name, { fields: { ...fields } }])),
});
root.resolveAll();

export function messageType(name: string): protobuf.Type {
  return root.lookupType(name);
}
