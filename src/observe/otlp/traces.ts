import type { TelemetryBatch, TraceRow } from '../telemetry.ts';
import { decodeRequest } from './decode.ts';
import { type Decoded, Tally } from './decoded.ts';
import type { Span, TraceRequest } from './request.ts';
import { attributesOf, hexId, isStorableTime, secondsText } from './values.ts';

const KINDS = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'];
const STATUS_CODES = ['Unset', 'Ok', 'Error'];

type Origin = Pick<TraceRow, 'ServiceName' | 'ResourceAttributes' | 'ScopeName' | 'ScopeVersion'>;

/** @throws OtlpRefusal for a request of which nothing can be read or that is over the limits. */
export function decodeTraces(contentType: string | undefined, body: Uint8Array): Decoded<TelemetryBatch> {
  const request = decodeRequest('SpanRequest', contentType, body) as TraceRequest;
  const tally = new Tally('spans');
  const rows: TraceRow[] = [];
  for (const { resource, scopeSpans } of request.resourceSpans ?? []) {
    const ResourceAttributes = attributesOf(resource?.attributes);
    const ServiceName = ResourceAttributes['service.name'] ?? '';
    for (const { scope, spans } of scopeSpans ?? []) {
      const origin = {
        ServiceName,
        ResourceAttributes,
        ScopeName: scope?.name ?? '',
        ScopeVersion: scope?.version ?? '',
      };
      for (const span of spans ?? []) {
        if (tally.take(problemOf(span))) rows.push(traceRow(span, origin));
      }
    }
  }
  return tally.decoded({ otel_traces: rows });
}

function problemOf(span: Span): string | null {
  if (span.traceId?.length !== 16) return 'a trace id does not have 16 bytes';
  if (span.spanId?.length !== 8) return 'a span id does not have 8 bytes';
  if (!isStorableTime(span.startTimeUnixNano)) return 'a span has no start time';
  return null;
}

function traceRow(span: Span, origin: Origin): TraceRow {
  const events = span.events ?? [];
  const links = span.links ?? [];
  const durationNs = BigInt(span.endTimeUnixNano ?? 0) - BigInt(span.startTimeUnixNano ?? 0);
  return {
    ...origin,
    Timestamp: secondsText(span.startTimeUnixNano),
    TraceId: hexId(span.traceId),
    SpanId: hexId(span.spanId),
    ParentSpanId: hexId(span.parentSpanId),
    TraceState: span.traceState ?? '',
    SpanName: span.name ?? '',
    SpanKind: KINDS[span.kind ?? 0] ?? 'Unspecified',
    SpanAttributes: attributesOf(span.attributes),
    Duration: durationNs > 0n ? Number(durationNs) : 0,
    StatusCode: STATUS_CODES[span.status?.code ?? 0] ?? 'Unset',
    StatusMessage: span.status?.message ?? '',
    'Events.Timestamp': events.map((event) => secondsText(event.timeUnixNano)),
    'Events.Name': events.map((event) => event.name ?? ''),
    'Events.Attributes': events.map((event) => attributesOf(event.attributes)),
    'Links.TraceId': links.map((link) => hexId(link.traceId)),
    'Links.SpanId': links.map((link) => hexId(link.spanId)),
    'Links.TraceState': links.map((link) => link.traceState ?? ''),
    'Links.Attributes': links.map((link) => attributesOf(link.attributes)),
  };
}
