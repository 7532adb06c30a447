import type { LogRow, TelemetryBatch } from '../telemetry.ts';
import { decodeRequest } from './decode.ts';
import { type Decoded, Tally } from './decoded.ts';
import type { LogRecord, LogRequest } from './request.ts';
import { attributesOf, hexId, isStorableTime, secondsText, textOf } from './values.ts';

type Origin = Pick<
  LogRow,
  | 'ServiceName'
  | 'ResourceSchemaUrl'
  | 'ResourceAttributes'
  | 'ScopeSchemaUrl'
  | 'ScopeName'
  | 'ScopeVersion'
  | 'ScopeAttributes'
>;

/** @throws OtlpRefusal for a request of which nothing can be read or that is over the limits. */
export function decodeLogs(contentType: string | undefined, body: Uint8Array): Decoded<TelemetryBatch> {
  const request = decodeRequest('LogRecordRequest', contentType, body) as LogRequest;
  const tally = new Tally('log records');
  const rows: LogRow[] = [];
  for (const { resource, schemaUrl, scopeLogs } of request.resourceLogs ?? []) {
    const ResourceAttributes = attributesOf(resource?.attributes);
    for (const { scope, schemaUrl: scopeSchemaUrl, logRecords } of scopeLogs ?? []) {
      const origin: Origin = {
        ServiceName: ResourceAttributes['service.name'] ?? '',
        ResourceSchemaUrl: schemaUrl ?? '',
        ResourceAttributes,
        ScopeSchemaUrl: scopeSchemaUrl ?? '',
        ScopeName: scope?.name ?? '',
        ScopeVersion: scope?.version ?? '',
        ScopeAttributes: attributesOf(scope?.attributes),
      };
      for (const record of logRecords ?? []) {
        const problem = isStorableTime(timeOf(record)) ? null : 'a log record has no time';
        if (tally.take(problem)) rows.push(logRow(record, origin));
      }
    }
  }
  return tally.decoded({ otel_logs: rows });
}

/** A record without a time of its own has the time at which it was seen. */
function timeOf(record: LogRecord): string | undefined {
  return isStorableTime(record.timeUnixNano) ? record.timeUnixNano : record.observedTimeUnixNano;
}

function logRow(record: LogRecord, origin: Origin): LogRow {
  const attributes = attributesOf(record.attributes);
  if (record.eventName) attributes['event.name'] ??= record.eventName;
  return {
    ...origin,
    Timestamp: secondsText(timeOf(record)),
    TraceId: hexId(record.traceId),
    SpanId: hexId(record.spanId),
    TraceFlags: (record.flags ?? 0) & 0xff,
    SeverityText: record.severityText ?? '',
    SeverityNumber: Math.min(255, Math.max(0, record.severityNumber ?? 0)),
    Body: textOf(record.body),
    LogAttributes: attributes,
  };
}
