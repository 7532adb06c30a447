import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import protobuf from 'protobufjs';

/** A local OTLP receiver that decodes what arrives; fields as in opentelemetry-proto v1. */
const schema = `
syntax = "proto3";
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
message KeyValue { string key = 1; AnyValue value = 2; }
message Resource { repeated KeyValue attributes = 1; }
message Status { string message = 2; int32 code = 3; }
message Event { fixed64 time = 1; string name = 2; repeated KeyValue attributes = 3; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
  fixed64 start = 7; fixed64 end = 8; repeated KeyValue attributes = 9; repeated Event events = 11; Status status = 15;
}
message ScopeSpans { repeated Span spans = 2; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
message Traces { repeated ResourceSpans resource_spans = 1; }
message Metric { string name = 1; string unit = 3; }
message ScopeMetrics { repeated Metric metrics = 2; }
message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
message Metrics { repeated ResourceMetrics resource_metrics = 1; }
`;

export interface ReceivedSpan {
  service: string;
  name: string;
  /** 2 SERVER, 3 CLIENT. */
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  attributes: Record<string, unknown>;
  events: string[];
  statusCode: number;
}

export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  metricNames: Set<string>;
  headers: Record<string, unknown>[];
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: decoded by the schema above.
type Decoded = any;

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const { root } = protobuf.parse(schema);
  const receiver: Omit<OtlpReceiver, 'url' | 'close'> = { spans: [], metricNames: new Set(), headers: [] };
  const decode = (type: string, body: Buffer): Decoded =>
    root.lookupType(type).toObject(root.lookupType(type).decode(body), { longs: Number, bytes: Array, defaults: true });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.headers.push(request.headers);
      const body = Buffer.concat(chunks);
      if (request.url === '/v1/traces') receiver.spans.push(...spansOf(decode('Traces', body)));
      else if (request.url === '/v1/metrics') {
        for (const resource of decode('Metrics', body).resourceMetrics)
          for (const scope of resource.scopeMetrics)
            for (const metric of scope.metrics) receiver.metricNames.add(metric.name);
      }
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...receiver,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function spansOf(traces: Decoded): ReceivedSpan[] {
  return traces.resourceSpans.flatMap((resource: Decoded) =>
    resource.scopeSpans.flatMap((scope: Decoded) =>
      scope.spans.map((span: Decoded) => ({
        service: String(attributesOf(resource.resource.attributes)['service.name']),
        name: span.name,
        kind: span.kind,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        attributes: attributesOf(span.attributes),
        events: span.events.map((event: Decoded) => event.name),
        statusCode: span.status?.code ?? 0,
      })),
    ),
  );
}

function attributesOf(pairs: Decoded[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue]),
  );
}

const hex = (bytes: number[]): string => Buffer.from(bytes ?? []).toString('hex');
