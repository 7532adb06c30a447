-- The tables of the OpenTelemetry Collector's ClickHouse exporter, by its names and types, so that one of them may write here
-- beside us. The deduplication window makes a batch that is sent again after a crash land once.

create table if not exists otel_traces (
  Timestamp DateTime64(9) CODEC(Delta, ZSTD(1)),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  ParentSpanId String CODEC(ZSTD(1)),
  TraceState String CODEC(ZSTD(1)),
  SpanName LowCardinality(String) CODEC(ZSTD(1)),
  SpanKind LowCardinality(String) CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  Duration UInt64 CODEC(ZSTD(1)),
  StatusCode LowCardinality(String) CODEC(ZSTD(1)),
  StatusMessage String CODEC(ZSTD(1)),
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String)),
  index idx_trace_id TraceId type bloom_filter(0.001) granularity 1,
  index idx_res_attr_key mapKeys(ResourceAttributes) type bloom_filter(0.01) granularity 1,
  index idx_res_attr_value mapValues(ResourceAttributes) type bloom_filter(0.01) granularity 1,
  index idx_span_attr_key mapKeys(SpanAttributes) type bloom_filter(0.01) granularity 1,
  index idx_span_attr_value mapValues(SpanAttributes) type bloom_filter(0.01) granularity 1,
  index idx_duration Duration type minmax granularity 1
) engine = MergeTree
partition by toDate(Timestamp)
order by (ServiceName, SpanName, toDateTime(Timestamp))
ttl toDateTime(Timestamp) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_logs (
  Timestamp DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimestampTime DateTime default toDateTime(Timestamp),
  TraceId String CODEC(ZSTD(1)),
  SpanId String CODEC(ZSTD(1)),
  TraceFlags UInt8,
  SeverityText LowCardinality(String) CODEC(ZSTD(1)),
  SeverityNumber UInt8,
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  Body String CODEC(ZSTD(1)),
  ResourceSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion LowCardinality(String) CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  LogAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  index idx_trace_id TraceId type bloom_filter(0.001) granularity 1,
  index idx_log_attr_key mapKeys(LogAttributes) type bloom_filter(0.01) granularity 1,
  index idx_log_attr_value mapValues(LogAttributes) type bloom_filter(0.01) granularity 1,
  index idx_body Body type tokenbf_v1(32768, 3, 0) granularity 8
) engine = MergeTree
partition by toDate(TimestampTime)
order by (ServiceName, TimestampTime, Timestamp)
ttl toDateTime(TimestampTime) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_metrics_gauge (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName String CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  Value Float64 CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Exemplars Nested (FilteredAttributes Map(LowCardinality(String), String), TimeUnix DateTime64(9), Value Float64, SpanId String, TraceId String),
  index idx_attr_key mapKeys(Attributes) type bloom_filter(0.01) granularity 1,
  index idx_attr_value mapValues(Attributes) type bloom_filter(0.01) granularity 1
) engine = MergeTree
partition by toDate(TimeUnix)
order by (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))
ttl toDateTime(TimeUnix) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_metrics_sum (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName String CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  Value Float64 CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1)),
  IsMonotonic Boolean CODEC(Delta, ZSTD(1)),
  Exemplars Nested (FilteredAttributes Map(LowCardinality(String), String), TimeUnix DateTime64(9), Value Float64, SpanId String, TraceId String),
  index idx_attr_key mapKeys(Attributes) type bloom_filter(0.01) granularity 1,
  index idx_attr_value mapValues(Attributes) type bloom_filter(0.01) granularity 1
) engine = MergeTree
partition by toDate(TimeUnix)
order by (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))
ttl toDateTime(TimeUnix) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_metrics_histogram (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName String CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  Count UInt64 CODEC(Delta, ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  BucketCounts Array(UInt64) CODEC(ZSTD(1)),
  ExplicitBounds Array(Float64) CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Min Float64 CODEC(ZSTD(1)),
  Max Float64 CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1)),
  Exemplars Nested (FilteredAttributes Map(LowCardinality(String), String), TimeUnix DateTime64(9), Value Float64, SpanId String, TraceId String),
  index idx_attr_key mapKeys(Attributes) type bloom_filter(0.01) granularity 1,
  index idx_attr_value mapValues(Attributes) type bloom_filter(0.01) granularity 1
) engine = MergeTree
partition by toDate(TimeUnix)
order by (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))
ttl toDateTime(TimeUnix) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_metrics_exponential_histogram (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName String CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  Count UInt64 CODEC(Delta, ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  Scale Int32 CODEC(ZSTD(1)),
  ZeroCount UInt64 CODEC(ZSTD(1)),
  PositiveOffset Int32 CODEC(ZSTD(1)),
  PositiveBucketCounts Array(UInt64) CODEC(ZSTD(1)),
  NegativeOffset Int32 CODEC(ZSTD(1)),
  NegativeBucketCounts Array(UInt64) CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  Min Float64 CODEC(ZSTD(1)),
  Max Float64 CODEC(ZSTD(1)),
  AggregationTemporality Int32 CODEC(ZSTD(1)),
  Exemplars Nested (FilteredAttributes Map(LowCardinality(String), String), TimeUnix DateTime64(9), Value Float64, SpanId String, TraceId String),
  index idx_attr_key mapKeys(Attributes) type bloom_filter(0.01) granularity 1,
  index idx_attr_value mapValues(Attributes) type bloom_filter(0.01) granularity 1
) engine = MergeTree
partition by toDate(TimeUnix)
order by (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))
ttl toDateTime(TimeUnix) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

create table if not exists otel_metrics_summary (
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ResourceSchemaUrl String CODEC(ZSTD(1)),
  ScopeName String CODEC(ZSTD(1)),
  ScopeVersion String CODEC(ZSTD(1)),
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
  ScopeSchemaUrl String CODEC(ZSTD(1)),
  ServiceName LowCardinality(String) CODEC(ZSTD(1)),
  MetricName String CODEC(ZSTD(1)),
  MetricDescription String CODEC(ZSTD(1)),
  MetricUnit String CODEC(ZSTD(1)),
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1)),
  Count UInt64 CODEC(Delta, ZSTD(1)),
  Sum Float64 CODEC(ZSTD(1)),
  Flags UInt32 CODEC(ZSTD(1)),
  ValueAtQuantiles Nested (Quantile Float64, Value Float64),
  index idx_attr_key mapKeys(Attributes) type bloom_filter(0.01) granularity 1,
  index idx_attr_value mapValues(Attributes) type bloom_filter(0.01) granularity 1
) engine = MergeTree
partition by toDate(TimeUnix)
order by (ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))
ttl toDateTime(TimeUnix) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;

-- What our own probes saw.

create table if not exists probe_results (
  Timestamp DateTime64(3) CODEC(Delta, ZSTD(1)),
  SystemId LowCardinality(String) CODEC(ZSTD(1)),
  CheckId LowCardinality(String) CODEC(ZSTD(1)),
  CheckName LowCardinality(String) CODEC(ZSTD(1)),
  Ok Bool,
  LatencyMs Nullable(Float64),
  Status Nullable(UInt16),
  Message String CODEC(ZSTD(1)),
  Details String CODEC(ZSTD(1))
) engine = MergeTree
partition by toDate(Timestamp)
order by (SystemId, CheckId, Timestamp)
ttl toDateTime(Timestamp) + interval 30 day
settings ttl_only_drop_parts = 1, non_replicated_deduplication_window = 1000;
