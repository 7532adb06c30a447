import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GaugeRow, SumRow, TraceRow } from '../../observe/telemetry.ts';
import type { Indicator, Plan, RequestStatistic } from '../../plan/plan.ts';
import { startTestTelemetry, type TestTelemetry } from '../testing/clickhouse.ts';

/** A whole minute some minutes ago, so that buckets are easy to see. */
const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const plan = { systemId: 'fleet', services: ['fleet-api'] } as unknown as Plan;
let opened: TestTelemetry;

beforeAll(async () => {
  opened = await startTestTelemetry();
  const { writer } = opened.store;
  await writer.writeRows({
    otel_traces: [
      ...[100, 200, 300, 400].map((ms, n) => request(NOW - 10_000 - n, ms, '200')),
      request(NOW - 9_000, 50, '404'),
      request(NOW - 8_000, 1_000, '500', 'Error'),
      request(NOW - 7_000, 10, '', 'Error'),
      request(NOW - 6_000, 10, '200', 'Unset', 'http.status_code'),
      // Neither of the window, nor of the service, nor a request.
      request(NOW, 9_000, '500'),
      request(NOW - 60_001, 9_000, '500'),
      { ...request(NOW - 5_000, 9_000, '500'), ServiceName: 'other-api' },
      { ...request(NOW - 5_000, 9_000, '500'), SpanKind: 'Internal' },
      call(NOW - 5_000, 20, 'postgresql'),
      call(NOW - 4_000, 2_000, 'postgresql', 'Error'),
      call(NOW - 4_000, 3, 'redis', 'Error'),
      call(NOW - 3_000, 7, ''),
    ],
    otel_metrics_gauge: [gauge(NOW - 20_000, 40, 'a'), gauge(NOW - 10_000, 60, 'a'), gauge(NOW - 15_000, 90, 'b')],
    otel_metrics_sum: [
      // 10 and 5 more, and a restart that has counted to 3 since: 18 in 30 s.
      counter(NOW - 40_000, 100),
      counter(NOW - 30_000, 110),
      counter(NOW - 20_000, 115),
      counter(NOW - 10_000, 3),
    ],
  });
  await writer.writeSamples('fleet', [
    { name: 'queue_length', attributes: { queue: 'mail' }, value: 3, at: NOW - 1_000, type: 'gauge' },
    { name: 'queue_length', attributes: { queue: 'jobs' }, value: 4, at: NOW - 1_000, type: 'gauge' },
    { name: 'sent_total', attributes: {}, value: 10, at: NOW - 31_000, type: 'counter' },
    { name: 'sent_total', attributes: {}, value: 40, at: NOW - 1_000, type: 'counter' },
  ]);
  await writer.writeSamples('other', [
    { name: 'queue_length', attributes: { queue: 'mail' }, value: 99, at: NOW - 1_000, type: 'gauge' },
  ]);
  for (const [secondsAgo, checkId, ok, latencyMs] of [
    [50, 'health', false, null],
    [30, 'health', true, 20],
    [10, 'health', true, 40],
    [12, 'ready', false, 5],
  ] as const)
    writer.writeProbe('fleet', checkId, {
      checkId,
      at: NOW - secondsAgo * 1_000,
      ok,
      latencyMs,
      status: ok ? 200 : null,
      message: ok ? 'answered' : 'no answer',
      details: checkId === 'health' ? { certificateDays: 30 - secondsAgo } : {},
    });
  await writer.flush();
});

afterAll(() => opened.close());

const read = (indicator: Indicator, windowSeconds = 60) =>
  opened.store.reader.read(plan, indicator, windowSeconds, NOW);
const requests = (statistic: RequestStatistic) => read({ source: 'requests', statistic });
const metric = (
  name: string,
  aggregate: 'last' | 'average' | 'maximum' | 'minimum' | 'sum' | 'rate',
  attributes = {},
) => read({ source: 'metric', name, attributes, aggregate, scale: 1 });

test('everything was stored', () => {
  expect(opened.store.writer.health()).toEqual({ ok: true, bufferedRows: 0, droppedRows: 0, lastError: null });
});

test('requests are the SERVER spans of the services in the window', async () => {
  expect(await requests('count')).toEqual({ at: NOW - 6_000, value: 8, ok: null, samples: 8 });
  expect((await requests('rate')).value).toBeCloseTo(8 / 60);
});

test.each([
  ['failed-count', 3],
  ['error-percent', 37.5],
  ['error-4xx-percent', 12.5],
  ['error-5xx-percent', 25],
  ['availability-percent', 75],
  ['latency-average', 258.75],
  ['latency-p50', 150],
] as const)('%s of requests', async (statistic, value) => {
  expect((await requests(statistic)).value).toBeCloseTo(value);
});

test('high percentiles lie between the slowest requests', async () => {
  expect((await requests('latency-p95')).value).toBeGreaterThan(400);
  expect((await requests('latency-p99')).value).toBeLessThanOrEqual(1_000);
});

test('no request is no value, and no error', async () => {
  const silent = await opened.store.reader.read(
    plan,
    { source: 'requests', statistic: 'error-percent' },
    60,
    NOW - 600_000,
  );
  expect(silent).toEqual({ at: NOW - 600_000, value: null, ok: null, samples: 0 });
  const nobody = { ...plan, services: [] };
  expect((await opened.store.reader.read(nobody, { source: 'requests', statistic: 'count' }, 60, NOW)).samples).toBe(0);
});

test.each([
  ['database', 'failed-count', 1],
  ['database', 'latency-average', 1_010],
  ['database', 'slow-count', 1],
  ['cache', 'failed-count', 1],
  ['cache', 'latency-p95', 3],
  ['any', 'failed-count', 2],
] as const)('of %s calls the %s', async (target, statistic, value) => {
  expect((await read({ source: 'dependencies', target, statistic })).value).toBeCloseTo(value);
});

test.each([
  ['last', 90],
  ['average', (40 + 60 + 90) / 3],
  ['maximum', 90],
  ['minimum', 40],
  ['sum', 150],
] as const)('the %s of a gauge with two instances', async (aggregate, value) => {
  expect((await metric('process_memory_percent', aggregate)).value).toBeCloseTo(value);
});

test('a counter that was reset has a rate and an increase', async () => {
  expect((await metric('events', 'sum')).value).toBe(18);
  expect((await metric('events', 'rate')).value).toBeCloseTo(18 / 30);
});

test('one sample of a counter has no rate', async () => {
  const one = await read({ source: 'metric', name: 'events', attributes: {}, aggregate: 'rate', scale: 1 }, 15);
  expect(one).toMatchObject({ value: null, samples: 1 });
});

test('scraped samples are those of the system, by attributes where asked, and scaled', async () => {
  expect((await metric('queue_length', 'sum')).value).toBe(7);
  expect((await metric('queue_length', 'last', { queue: 'mail' })).value).toBe(3);
  expect((await metric('queue_length', 'last', { queue: "o'clock" })).samples).toBe(0);
  expect((await metric('sent_total', 'rate')).value).toBe(1);
  const scaled = await read({ source: 'metric', name: 'sent_total', attributes: {}, aggregate: 'last', scale: 100 });
  expect(scaled.value).toBe(4_000);
});

test('of a health check the newest look counts, and all checks must hold', async () => {
  const health = (checkIds: string[]) => read({ source: 'probe', checkIds, statistic: 'health' });
  expect(await health(['health'])).toEqual({ at: NOW - 10_000, value: null, ok: true, samples: 3 });
  expect(await health(['health', 'ready'])).toMatchObject({ at: NOW - 12_000, ok: false });
  expect(await health(['unknown'])).toMatchObject({ ok: null, samples: 0 });
  expect((await read({ source: 'probe', checkIds: ['health'], statistic: 'latency' })).value).toBe(30);
  expect((await read({ source: 'probe', checkIds: ['health'], statistic: 'certificate-days' })).value).toBe(-20);
});

test('a series has a value a bucket and a gap where nothing was', async () => {
  const window = { from: NOW - 60_000, to: NOW, buckets: 6 };
  const latency = { source: 'probe', checkIds: ['health'], statistic: 'latency' } as const;
  expect(await opened.store.reader.series(plan, latency, window)).toEqual([null, null, null, 20, null, 40]);
  const count = { source: 'requests', statistic: 'count' } as const;
  expect(await opened.store.reader.series(plan, count, window)).toEqual([null, null, null, null, 3, 5]);
});

test.each([
  ['requests', 8],
  ['dependencies', 4],
  ['availabilityResults', 4],
  ['performanceCounters', 3],
  ['exceptions', 1],
  ['traces', 0],
  ['pageViews', 0],
  ['customEvents', 0],
])('the view %s has %i rows of the window', async (view, count) => {
  const result = await opened.store.client.query({
    query:
      'select toUInt32(count()) as n from {view:Identifier} where timestamp >= fromUnixTimestamp64Milli({from:Int64}) and timestamp < fromUnixTimestamp64Milli({to:Int64}) and cloud_RoleName in {roles:Array(String)}',
    query_params: { view, from: NOW - 60_000, to: NOW, roles: ['fleet-api', 'fleet'] },
    format: 'JSONEachRow',
  });
  expect(await result.json()).toEqual([{ n: count }]);
});

function request(
  at: number,
  ms: number,
  status: string,
  statusCode = 'Unset',
  name = 'http.response.status_code',
): TraceRow {
  const failed = statusCode === 'Error' && status === '500';
  return {
    ...span(at, ms, statusCode),
    SpanKind: 'Server',
    SpanName: 'GET /vehicles',
    SpanAttributes: status === '' ? {} : { [name]: status },
    'Events.Timestamp': failed ? [seconds(at)] : [],
    'Events.Name': failed ? ['exception'] : [],
    'Events.Attributes': failed ? [{ 'exception.type': 'Error' }] : [],
  };
}

function call(at: number, ms: number, engine: string, statusCode = 'Unset'): TraceRow {
  return {
    ...span(at, ms, statusCode),
    SpanKind: 'Client',
    SpanName: 'select',
    SpanAttributes: engine === '' ? { 'url.full': 'http://127.0.0.1/' } : { 'db.system.name': engine },
  };
}

function span(at: number, ms: number, StatusCode: string) {
  return {
    Timestamp: seconds(at),
    TraceId: '0af7651916cd43dd8448eb211c80319c',
    SpanId: 'b7ad6b7169203331',
    ParentSpanId: '',
    TraceState: '',
    ServiceName: 'fleet-api',
    ResourceAttributes: { 'service.name': 'fleet-api' },
    ScopeName: '',
    ScopeVersion: '',
    Duration: ms * 1_000_000,
    StatusCode,
    StatusMessage: '',
    'Events.Timestamp': [],
    'Events.Name': [],
    'Events.Attributes': [],
    'Links.TraceId': [],
    'Links.SpanId': [],
    'Links.TraceState': [],
    'Links.Attributes': [],
  };
}

function gauge(at: number, Value: number, instance: string): GaugeRow {
  return { ...point(at, 'process_memory_percent'), ResourceAttributes: { 'service.instance.id': instance }, Value };
}

function counter(at: number, Value: number): SumRow {
  return { ...point(at, 'events'), Value, AggregationTemporality: 2, IsMonotonic: true };
}

function point(at: number, MetricName: string) {
  return {
    ResourceAttributes: {},
    ResourceSchemaUrl: '',
    ScopeName: '',
    ScopeVersion: '',
    ScopeAttributes: {},
    ScopeDroppedAttrCount: 0,
    ScopeSchemaUrl: '',
    ServiceName: 'fleet-api',
    MetricName,
    MetricDescription: '',
    MetricUnit: '',
    Attributes: {},
    StartTimeUnix: '0000000000.000000000',
    TimeUnix: seconds(at),
    Flags: 0,
    'Exemplars.FilteredAttributes': [],
    'Exemplars.TimeUnix': [],
    'Exemplars.Value': [],
    'Exemplars.SpanId': [],
    'Exemplars.TraceId': [],
  };
}

function seconds(at: number): string {
  return `${Math.floor(at / 1_000)}.${String(at % 1_000).padStart(3, '0')}000000`;
}
