import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestTelemetry, type TestTelemetry } from '../testing/clickhouse.ts';
import { prepareTelemetrySchema } from './schema.ts';

let opened: TestTelemetry;
beforeAll(async () => {
  opened = await startTestTelemetry();
});
afterAll(() => opened.close());

test('preparing a second time changes nothing', async () => {
  const lines: string[] = [];
  await prepareTelemetrySchema(opened.store.client, (line) => lines.push(line));
  expect(lines).toEqual([]);
  expect(opened.lines).toEqual(['telemetry schema 1: tables', 'telemetry schema 2: views']);
});

test('telemetry written by a newer version is refused in one sentence', async () => {
  const { client } = opened.store;
  await client.insert({
    table: 'runproof_schema',
    values: [{ version: 9_000, name: 'future' }],
    format: 'JSONEachRow',
  });
  await expect(prepareTelemetrySchema(client, () => {})).rejects.toMatchObject({
    code: 'data-folder-newer',
    message: expect.stringContaining('newer version of Runproof (schema 9000'),
  });
});
