import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiveOtlp } from '../../observe/otlp/receive.ts';
import { startTestTelemetry, type TestTelemetry } from '../testing/clickhouse.ts';

const NANOSECONDS = `${Date.now()}000000`;
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'api' } }] };
const attributes = [{ key: 'route', value: { stringValue: '/' } }];
const point = { timeUnixNano: NANOSECONDS, attributes };
const exemplars = [
  { timeUnixNano: NANOSECONDS, asDouble: 1, spanId: 'b7ad6b7169203331', traceId: '0af7651916cd43dd8448eb211c80319c' },
];
const count = { ...point, count: '3', sum: 6 };

let opened: TestTelemetry;
beforeAll(async () => {
  opened = await startTestTelemetry();
});
afterAll(() => opened.close());

async function receive(signal: 'traces' | 'metrics' | 'logs', body: object): Promise<void> {
  const { writer } = opened.store;
  const answer = await receiveOtlp(signal, 'application/json', Buffer.from(JSON.stringify(body)), writer);
  expect(answer.status).toBe(200);
  expect(answer.body.toString()).toBe('{}');
  await writer.flush();
  expect(writer.health()).toEqual({ ok: true, bufferedRows: 0, droppedRows: 0, lastError: null });
}

async function rows(query: string): Promise<unknown[]> {
  return (await opened.store.client.query({ query, format: 'JSONEachRow' })).json();
}

test('every kind of metric lands in its table with what it holds', async () => {
  await receive('metrics', {
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            scope: { name: 'kit' },
            metrics: [
              { name: 'gauge', gauge: { dataPoints: [{ ...point, asDouble: 1.5, exemplars }] } },
              {
                name: 'sum',
                sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...point, asInt: '7' }] },
              },
              {
                name: 'histogram',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [{ ...count, bucketCounts: ['1', '2'], explicitBounds: [5], min: 1, max: 9, exemplars }],
                },
              },
              {
                name: 'exponential',
                exponentialHistogram: {
                  aggregationTemporality: 1,
                  dataPoints: [{ ...count, scale: 2, zeroCount: '1', positive: { offset: 1, bucketCounts: ['2'] } }],
                },
              },
              {
                name: 'summary',
                summary: { dataPoints: [{ ...count, quantileValues: [{ quantile: 0.5, value: 2 }] }] },
              },
            ],
          },
        ],
      },
    ],
  });
  expect(await rows('select Value, Exemplars.Value as exemplars from otel_metrics_gauge')).toEqual([
    { Value: 1.5, exemplars: [1] },
  ]);
  expect(await rows('select Value, IsMonotonic from otel_metrics_sum')).toEqual([{ Value: 7, IsMonotonic: true }]);
  expect(await rows('select BucketCounts::Array(UInt32) as counts, Max from otel_metrics_histogram')).toEqual([
    { counts: [1, 2], Max: 9 },
  ]);
  expect(await rows('select Scale, PositiveOffset from otel_metrics_exponential_histogram')).toEqual([
    { Scale: 2, PositiveOffset: 1 },
  ]);
  expect(await rows('select ValueAtQuantiles.Value as v, Sum from otel_metrics_summary')).toEqual([{ v: [2], Sum: 6 }]);
});

test('spans keep their events, and show as exceptions', async () => {
  await receive('traces', {
    resourceSpans: [
      {
        resource,
        scopeSpans: [
          {
            spans: [
              {
                traceId: '0af7651916cd43dd8448eb211c80319c',
                spanId: 'b7ad6b7169203331',
                name: 'GET /',
                kind: 2,
                startTimeUnixNano: NANOSECONDS,
                endTimeUnixNano: NANOSECONDS.replace(/000000$/, '500000'),
                status: { code: 2 },
                events: [
                  {
                    name: 'exception',
                    timeUnixNano: NANOSECONDS,
                    attributes: [{ key: 'exception.message', value: { stringValue: 'no route' } }],
                  },
                ],
                links: [{ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(await rows('select outerMessage from exceptions')).toEqual([{ outerMessage: 'no route' }]);
  expect(await rows('select name, success, duration from requests')).toEqual([
    { name: 'GET /', success: false, duration: 0.5 },
  ]);
});

test('log records show as traces, and as custom events where they are named', async () => {
  const record = { timeUnixNano: NANOSECONDS, severityNumber: 17, body: { stringValue: 'no database' } };
  const named = { ...record, attributes: [{ key: 'event.name', value: { stringValue: 'signed-in' } }] };
  await receive('logs', { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record, named] }] }] });
  expect(await rows('select distinct message, severityLevel from traces')).toEqual([
    { message: 'no database', severityLevel: 3 },
  ]);
  expect(await rows('select name from customEvents')).toEqual([{ name: 'signed-in' }]);
});
