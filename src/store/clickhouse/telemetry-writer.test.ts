import { afterAll, beforeAll, expect, test } from 'vitest';
import { realClock, startTestTelemetry, type TestTelemetry } from '../testing/clickhouse.ts';
import { openTelemetryStore } from './telemetry-store.ts';

let opened: TestTelemetry;
beforeAll(async () => {
  opened = await startTestTelemetry();
});
afterAll(() => opened.close());

const sample = (value: number, name = 'm') => ({ name, attributes: {}, value, at: Date.now(), type: 'gauge' as const });

async function count(name: string): Promise<number> {
  const result = await opened.store.client.query({
    query: 'select toUInt32(count()) as n from otel_metrics_gauge where MetricName = {name:String}',
    query_params: { name },
    format: 'JSONEachRow',
  });
  return (await result.json<{ n: number }>())[0]?.n ?? -1;
}

test('rows are stored by themselves, within about a second', async () => {
  await opened.store.writer.writeSamples('s', [sample(1, 'by itself')]);
  await expect.poll(() => count('by itself'), { timeout: 5_000 }).toBe(1);
});

test('a batch that is sent again lands once', async () => {
  const insert = () =>
    opened.store.client.insert({
      table: 'otel_metrics_gauge',
      values: [{ MetricName: 'again', Value: 1, TimeUnix: (Date.now() / 1_000).toFixed(3) }],
      format: 'JSONEachRow',
      clickhouse_settings: { insert_deduplication_token: 'one batch' },
    });
  await insert();
  await insert();
  expect(await count('again')).toBe(1);
});

test('while ClickHouse is down rows are kept, and stored when it is back, once each', async () => {
  const { writer } = opened.store;
  const killed = opened.engine.pid;
  process.kill(killed, 'SIGKILL');
  for (let value = 0; value < 100; value++) await writer.writeSamples('s', [sample(value, 'kept')]);
  await writer.flush();
  expect(writer.health()).toMatchObject({ ok: false, bufferedRows: 100, droppedRows: 0 });
  await expect.poll(() => count('kept').catch(() => 0), { timeout: 20_000 }).toBe(100);
  expect(writer.health()).toMatchObject({ ok: true, bufferedRows: 0 });
  expect(opened.lines).toContain('ClickHouse takes telemetry again');
});

test('a row that cannot be read is given up alone, and loudly', async () => {
  const { writer } = opened.store;
  const rows = Array.from({ length: 9 }, (_, n) => sample(n, 'good'));
  const malformed = { ...sample(1, 'malformed'), value: 'not a number' as unknown as number };
  await writer.writeSamples('s', [...rows.slice(0, 4), malformed, ...rows.slice(4)]);
  await writer.flush();
  expect(writer.health()).toMatchObject({ ok: true, droppedRows: 1, bufferedRows: 0 });
  expect(await count('good')).toBe(9);
  expect(opened.lines.join('\n')).toContain('1 rows for otel_metrics_gauge were given up');
});

test('rows for a table that is gone are given up after some attempts, and do not hold up the others for ever', async () => {
  const { client, writer } = opened.store;
  await client.command({ query: 'rename table otel_metrics_gauge to renamed' });
  await writer.writeSamples('s', [sample(1, 'refused')]);
  for (let attempt = 0; attempt < 6; attempt++) await writer.flush();
  expect(writer.health()).toMatchObject({ droppedRows: 2, bufferedRows: 0 });
  await client.command({ query: 'rename table renamed to otel_metrics_gauge' });
  await writer.writeSamples('s', [sample(1, 'after')]);
  await writer.flush();
  expect(await count('after')).toBe(1);
});

test('when it stays away the oldest rows make way, loudly', async () => {
  const { store, lines } = opened;
  const before = store.writer.health().droppedRows;
  await opened.engine.stop();
  const long = { ...sample(1), attributes: { text: 'x'.repeat(1_000_000) } };
  for (let n = 0; n < 70; n++) await store.writer.writeSamples('s', [long]);
  const { droppedRows, bufferedRows } = store.writer.health();
  expect(droppedRows - before).toBeGreaterThan(20);
  expect(bufferedRows).toBeLessThan(50);
  expect(lines.join('\n')).toContain('telemetry is lost');
});

test('a store that is not there is one sentence', async () => {
  const url = 'http://default:secret@127.0.0.1:1';
  const failed = await openTelemetryStore({ url, clock: realClock, log: () => {} }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 'telemetry-unreachable' });
  expect(String(failed)).not.toContain('secret');
});
