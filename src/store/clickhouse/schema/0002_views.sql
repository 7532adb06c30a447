-- The same telemetry under the names and columns of Application Insights, so that queries people have keep working.
-- Durations are milliseconds. https://learn.microsoft.com/azure/azure-monitor/app/data-model-complete

create or replace view requests as
select
  Timestamp as timestamp,
  SpanId as id,
  SpanName as name,
  if(SpanAttributes['url.full'] <> '', SpanAttributes['url.full'], SpanAttributes['url.path']) as url,
  if(SpanAttributes['http.response.status_code'] <> '', SpanAttributes['http.response.status_code'], SpanAttributes['http.status_code']) as resultCode,
  (toString(StatusCode) not in ('Error', 'STATUS_CODE_ERROR') and toUInt16OrZero(resultCode) < 400)::Bool as success,
  Duration / 1e6 as duration,
  TraceId as operation_Id,
  SpanName as operation_Name,
  ParentSpanId as operation_ParentId,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  ResourceAttributes['service.version'] as application_Version,
  SpanAttributes as customDimensions,
  toUInt32(1) as itemCount
from otel_traces
where SpanKind in ('Server', 'SPAN_KIND_SERVER', 'Consumer', 'SPAN_KIND_CONSUMER');

create or replace view dependencies as
select
  Timestamp as timestamp,
  SpanId as id,
  SpanName as name,
  multiIf(SpanAttributes['server.address'] <> '', SpanAttributes['server.address'], SpanAttributes['net.peer.name'] <> '', SpanAttributes['net.peer.name'], SpanAttributes['peer.service']) as target,
  multiIf(SpanAttributes['db.system.name'] <> '', SpanAttributes['db.system.name'], SpanAttributes['db.system'] <> '', SpanAttributes['db.system'], SpanAttributes['http.request.method'] <> '', 'HTTP', SpanAttributes['rpc.system']) as type,
  multiIf(SpanAttributes['db.query.text'] <> '', SpanAttributes['db.query.text'], SpanAttributes['db.statement'] <> '', SpanAttributes['db.statement'], SpanAttributes['url.full']) as data,
  if(SpanAttributes['http.response.status_code'] <> '', SpanAttributes['http.response.status_code'], SpanAttributes['error.type']) as resultCode,
  (toString(StatusCode) not in ('Error', 'STATUS_CODE_ERROR'))::Bool as success,
  Duration / 1e6 as duration,
  TraceId as operation_Id,
  ParentSpanId as operation_ParentId,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  SpanAttributes as customDimensions,
  toUInt32(1) as itemCount
from otel_traces
where SpanKind in ('Client', 'SPAN_KIND_CLIENT', 'Producer', 'SPAN_KIND_PRODUCER');

create or replace view traces as
select
  Timestamp as timestamp,
  Body as message,
  -- 0 verbose, 1 information, 2 warning, 3 error, 4 critical
  multiIf(SeverityNumber >= 21, 4, SeverityNumber >= 17, 3, SeverityNumber >= 13, 2, SeverityNumber >= 9, 1, 0) as severityLevel,
  TraceId as operation_Id,
  SpanId as operation_ParentId,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  LogAttributes as customDimensions,
  toUInt32(1) as itemCount
from otel_logs;

create or replace view exceptions as
select
  event.1 as timestamp,
  event.3['exception.type'] as type,
  event.3['exception.message'] as outerMessage,
  event.3['exception.stacktrace'] as details,
  SpanName as operation_Name,
  TraceId as operation_Id,
  SpanId as operation_ParentId,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  event.3 as customDimensions,
  toUInt32(1) as itemCount
from otel_traces
array join arrayZip(Events.Timestamp, Events.Name, Events.Attributes) as event
where event.2 = 'exception';

create or replace view pageViews as
select
  Timestamp as timestamp,
  SpanId as id,
  SpanName as name,
  SpanAttributes['url.full'] as url,
  Duration / 1e6 as duration,
  TraceId as operation_Id,
  ServiceName as cloud_RoleName,
  SpanAttributes['session.id'] as session_Id,
  SpanAttributes['user.id'] as user_Id,
  SpanAttributes as customDimensions,
  toUInt32(1) as itemCount
from otel_traces
where SpanName = 'documentLoad' or SpanAttributes['event.name'] = 'browser.page_view';

create or replace view customEvents as
select
  Timestamp as timestamp,
  LogAttributes['event.name'] as name,
  TraceId as operation_Id,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  LogAttributes['session.id'] as session_Id,
  LogAttributes['user.id'] as user_Id,
  LogAttributes as customDimensions,
  toUInt32(1) as itemCount
from otel_logs
where LogAttributes['event.name'] <> '';

create or replace view performanceCounters as
select
  TimeUnix as timestamp,
  MetricName as name,
  if(position(MetricName, '.') > 0, splitByChar('.', MetricName)[1], splitByChar('_', MetricName)[1]) as category,
  MetricName as counter,
  Value as value,
  ServiceName as cloud_RoleName,
  ResourceAttributes['service.instance.id'] as cloud_RoleInstance,
  Attributes as customDimensions
from otel_metrics_gauge
where MetricName like 'process%' or MetricName like 'system%' or MetricName like 'container%' or MetricName like 'nodejs%';

create or replace view availabilityResults as
select
  Timestamp as timestamp,
  CheckId as id,
  CheckName as name,
  Ok as success,
  LatencyMs as duration,
  Message as message,
  'runproof' as location,
  SystemId as cloud_RoleName,
  Details as customDimensions,
  toUInt32(1) as itemCount
from probe_results;
