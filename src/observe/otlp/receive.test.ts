import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as ProtoTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { JsonLogsSerializer, JsonTraceSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TelemetryBatch } from '../telemetry.ts';
import { type OtlpAnswer, receiveOtlp, type Signal } from './receive.ts';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

let received: TelemetryBatch[] = [];
let sinkError: Error | null = null;
const sink = {
  writeRows: async (batch: TelemetryBatch) => {
    if (sinkError) throw sinkError;
    received.push(batch);
  },
};

/** The receiver behind a plain HTTP server, as real exporters meet it. */
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signal = request.url?.split('/').at(-1) as Signal;
    void receiveOtlp(signal, request.headers['content-type'], Buffer.concat(chunks), sink).then((answer) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
  });
});
const url = (signal: Signal) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/${signal}`;

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received = [];
  sinkError = null;
});

/** An exporter over one of the SDK's own serialisers, for the forms that have no exporter installed here. */
function exporter<Item>(signal: Signal, contentType: string, serialize: (items: Item[]) => Uint8Array | undefined) {
  const post = async (items: Item[]) => {
    const response = await fetch(url(signal), {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: Buffer.from(serialize(items) ?? []),
    });
    return { code: response.ok ? 0 : 1 };
  };
  const posts: Promise<unknown>[] = [];
  const sent = async () => void (await Promise.all(posts));
  return {
    export: (items: Item[], done: (result: { code: number }) => void) => void posts.push(post(items).then(done)),
    shutdown: sent,
    forceFlush: sent,
  };
}

const jsonTraces = () =>
  exporter<ReadableSpan>('traces', JSON_TYPE, (spans) => JsonTraceSerializer.serializeRequest(spans));
const jsonLogs = () =>
  exporter<ReadableLogRecord>('logs', JSON_TYPE, (logs) => JsonLogsSerializer.serializeRequest(logs));
const protobufLogs = () =>
  exporter<ReadableLogRecord>('logs', PROTOBUF, (logs) => ProtobufLogsSerializer.serializeRequest(logs));

const resource = resourceFromAttributes({ 'service.name': 'shop', replicas: 2, zones: ['a', 'b'] });

describe.each([
  ['protobuf', () => new ProtoTraceExporter({ url: url('traces') }), ProtoMetricExporter, protobufLogs],
  ['JSON', jsonTraces, JsonMetricExporter, jsonLogs],
])('an OpenTelemetry SDK that exports %s', (_name, traceExporter, MetricExporter, logExporter) => {
  it('has its spans stored with events, links, status and exact times', async () => {
    const processor = new SimpleSpanProcessor(traceExporter());
    const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
    const linked = { traceId: 'aa'.repeat(16), spanId: 'bb'.repeat(8), traceFlags: 1 };
    const span = provider.getTracer('checkout', '1.2.3').startSpan('GET /basket', {
      kind: SpanKind.SERVER,
      startTime: [1_700_000_000, 123_456_789],
      attributes: { 'http.response.status_code': 503, cached: false, ratio: 0.25, tags: ['x', 'y'] },
      links: [{ context: linked, attributes: { why: 'retry' } }],
    });
    span.addEvent('exception', { 'exception.type': 'Timeout' }, [1_700_000_001, 5]);
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'no stock' });
    span.end([1_700_000_002, 123_456_789]);
    await provider.shutdown();

    const row = received[0]?.otel_traces?.[0];
    expect(row).toMatchObject({
      Timestamp: '1700000000.123456789',
      TraceId: span.spanContext().traceId,
      SpanId: span.spanContext().spanId,
      ParentSpanId: '',
      SpanName: 'GET /basket',
      SpanKind: 'Server',
      ServiceName: 'shop',
      ScopeName: 'checkout',
      ScopeVersion: '1.2.3',
      Duration: 2_000_000_000,
      StatusCode: 'Error',
      StatusMessage: 'no stock',
      'Events.Timestamp': ['1700000001.000000005'],
      'Events.Name': ['exception'],
      'Links.TraceId': [linked.traceId],
      'Links.SpanId': [linked.spanId],
    });
    expect({ ...row?.SpanAttributes }).toEqual({
      'http.response.status_code': '503',
      cached: 'false',
      ratio: '0.25',
      tags: '["x","y"]',
    });
    expect({ ...row?.ResourceAttributes }).toEqual({ 'service.name': 'shop', replicas: '2', zones: '["a","b"]' });
    expect(row?.['Events.Attributes'].map((attributes) => ({ ...attributes }))).toEqual([
      { 'exception.type': 'Timeout' },
    ]);
    expect(row?.['Links.Attributes'].map((attributes) => ({ ...attributes }))).toEqual([{ why: 'retry' }]);
  });

  it('has gauges, sums, histograms and exponential histograms stored', async () => {
    const exporter = new MetricExporter({ url: url('metrics') });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const views = [{ instrumentName: 'size', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const }];
    const provider = new MeterProvider({ resource, readers: [reader], views });
    const meter = provider.getMeter('checkout');
    meter.createCounter('orders', { unit: '{order}', description: 'Orders taken' }).add(3, { kind: 'web' });
    meter.createUpDownCounter('open').add(-2);
    meter.createGauge('load').record(0.5);
    meter.createGauge('idle').record(0);
    const histogram = meter.createHistogram('latency', { advice: { explicitBucketBoundaries: [10, 100] } });
    for (const value of [5, 50, 500]) histogram.record(value);
    meter.createHistogram('size').record(8);
    await provider.shutdown();

    const batch = received[0];
    const time = /^17\d{8}\.\d{9}$/;
    expect(batch?.otel_metrics_sum).toMatchObject([
      {
        MetricName: 'orders',
        MetricUnit: '{order}',
        MetricDescription: 'Orders taken',
        Value: 3,
        IsMonotonic: true,
        AggregationTemporality: 2,
        ServiceName: 'shop',
        Attributes: { kind: 'web' },
        TimeUnix: expect.stringMatching(time),
        StartTimeUnix: expect.stringMatching(time),
      },
      { MetricName: 'open', Value: -2, IsMonotonic: false },
    ]);
    expect(batch?.otel_metrics_gauge).toMatchObject([
      { MetricName: 'load', Value: 0.5 },
      { MetricName: 'idle', Value: 0 },
    ]);
    expect(batch?.otel_metrics_histogram).toMatchObject([
      {
        MetricName: 'latency',
        Count: 3,
        Sum: 555,
        Min: 5,
        Max: 500,
        BucketCounts: [1, 1, 1],
        ExplicitBounds: [10, 100],
      },
    ]);
    const [exponential] = batch?.otel_metrics_exponential_histogram ?? [];
    expect(exponential).toMatchObject({ MetricName: 'size', Count: 1, Sum: 8, ZeroCount: 0, Min: 8, Max: 8 });
    expect(exponential?.PositiveBucketCounts.reduce((a, b) => a + b, 0)).toBe(1);
  });

  it('has its log records stored', async () => {
    const processor = new SimpleLogRecordProcessor({ exporter: logExporter() });
    const provider = new LoggerProvider({ resource, processors: [processor] });
    provider.getLogger('checkout').emit({
      timestamp: [1_700_000_000, 1],
      severityNumber: SeverityNumber.ERROR,
      severityText: 'ERROR',
      body: { reason: 'full', count: 2 },
      attributes: { user: 'u1' },
    });
    await provider.shutdown();
    expect(received[0]?.otel_logs).toMatchObject([
      {
        Timestamp: '1700000000.000000001',
        SeverityText: 'ERROR',
        SeverityNumber: 17,
        ServiceName: 'shop',
        Body: '{"reason":"full","count":2}',
        LogAttributes: { user: 'u1' },
      },
    ]);
  });
});

const span = (overrides: object = {}) => ({
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  name: 'x',
  startTimeUnixNano: '1700000000000000000',
  endTimeUnixNano: '1700000000000000001',
  ...overrides,
});
const tracesOf = (spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const send = (body: string | Uint8Array, contentType = JSON_TYPE): Promise<OtlpAnswer> =>
  receiveOtlp('traces', contentType, Buffer.from(body), sink);

describe('the OpenTelemetry receiver', () => {
  it('keeps the good spans of a request and counts the others', async () => {
    const answer = await send(tracesOf([span(), span({ traceId: 'abcd' }), span({ startTimeUnixNano: undefined })]));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body.toString())).toEqual({
      partialSuccess: {
        rejectedSpans: '2',
        errorMessage: 'a trace id does not have 16 bytes; a span has no start time',
      },
    });
    expect(received[0]?.otel_traces).toHaveLength(1);
  });

  it('keeps a 64-bit integer that a double cannot hold', async () => {
    const attributes = [{ key: 'id', value: { intValue: '9223372036854775807' } }];
    await send(tracesOf([span({ attributes })]));
    expect(received[0]?.otel_traces?.[0]?.SpanAttributes.id).toBe('9223372036854775807');
  });

  it('asks the sender to try again when the store does not take the rows', async () => {
    sinkError = new Error('down');
    const answer = await send(tracesOf([span()]));
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(answer.body.toString()).not.toContain('down');
  });

  it.each([
    [400, 'broken JSON', '{', JSON_TYPE],
    [400, 'JSON of another shape', '{"resourceSpans": 7}', JSON_TYPE],
    [400, 'broken protobuf', Buffer.from([0x0a, 0xff, 0xff]), PROTOBUF],
    [415, 'another content type', '{}', 'text/plain'],
    [413, 'too many bytes', Buffer.alloc(16 * 1024 * 1024 + 1), PROTOBUF],
    [413, 'a small body of millions of empty messages', Buffer.from('0a00'.repeat(2_000_000), 'hex'), PROTOBUF],
    [413, 'JSON of millions of empty objects', `{"resourceSpans":[${'{},'.repeat(2_000_000)}{}]}`, JSON_TYPE],
    [413, 'too many spans', `{"resourceSpans":[{"scopeSpans":[{"spans":[${'{},'.repeat(100_000)}{}]}]}]}`, JSON_TYPE],
  ])('answers %i to %s', async (status, _what, body, contentType) => {
    const answer = await send(body, contentType);
    expect(answer.status).toBe(status);
    expect(received).toEqual([]);
  });

  it('refuses values nested without end', async () => {
    let value: Buffer = Buffer.from([0x0a, 0x00]);
    for (let depth = 0; depth < 3_000; depth += 1) value = wrap(0x2a, wrap(0x0a, value));
    const attribute = wrap(0x0a, wrap(0x0a, wrap(0x0a, wrap(0x12, value))));
    expect((await send(attribute, PROTOBUF)).status).toBe(400);
    const nested = `${'{"arrayValue":{"values":['.repeat(5_000)}{}${']}}'.repeat(5_000)}`;
    expect((await send(tracesOf([]).replace('[]', `[{"attributes":[{"key":"k","value":${nested}}]}]`))).status).toBe(
      400,
    );
  });
});

function wrap(tag: number, content: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = content.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
