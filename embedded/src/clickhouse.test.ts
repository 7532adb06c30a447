import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningClickHouse, startClickHouse } from './clickhouse.ts';

let folder: string;
let server: RunningClickHouse;
let client: ClickHouseClient;
const lines: string[] = [];
/** The client writes every refusal to the console, and here many are wanted. */
const quiet = { level: ClickHouseLogLevel.OFF };

beforeAll(async () => {
  execFileSync('npx', ['tsc', '-b', 'embedded'], { cwd: new URL('../..', import.meta.url).pathname });
  folder = mkdtempSync(join(tmpdir(), 'embedded-clickhouse-'));
  server = await startClickHouse({ folder: join(folder, 'a'), log: (line) => lines.push(line) });
  client = createClient({ url: server.url, log: quiet });
  await client.command({ query: 'create table t (n Int64, s String) engine = MergeTree order by n' });
});

afterAll(async () => {
  await client.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function rows(
  query: string,
  options: { params?: Record<string, unknown>; settings?: Record<string, unknown> } = {},
) {
  const result = await client.query({
    query,
    format: 'JSONEachRow',
    query_params: options.params ?? {},
    clickhouse_settings: (options.settings ?? {}) as Record<string, string>,
  });
  return result.json<Record<string, unknown>>();
}

test('answers a ping and refuses a wrong key', async () => {
  expect(await client.ping()).toEqual({ success: true });
  const stranger = createClient({ url: server.url.replace(/default:.*@/, 'default:wrong@'), log: quiet });
  await expect(stranger.query({ query: 'select 1' })).rejects.toThrow('Authentication failed');
  await stranger.close();
});

test('takes objects and streamed lines, and gives them back', async () => {
  await client.insert({ table: 't', values: [{ n: 1, s: 'one; "quoted" é' }], format: 'JSONEachRow' });
  const stream = Readable.from(['{"n":2,"s":"two"}\n', '{"n":3,"s":"three"}\n'], { objectMode: false });
  await send(stream);
  await send(Readable.from([], { objectMode: false }));
  expect(await rows('select n, s from t order by n')).toEqual([
    { n: 1, s: 'one; "quoted" é' },
    { n: 2, s: 'two' },
    { n: 3, s: 'three' },
  ]);
});

async function send(values: Readable): Promise<void> {
  const { stream } = await client.exec({ query: 'insert into t format JSONEachRow', values });
  await finished(stream.resume());
}

test('query parameters arrive whole, and none is left over for the next statement', async () => {
  const text = `it's a \\ "back\tslash"\n{x:String}; select 2`;
  expect(
    await rows('select {x:String} as x, {list:Array(String)} as list', { params: { x: text, list: ['a', "b'"] } }),
  ).toEqual([{ x: text, list: ['a', "b'"] }]);
  await expect(rows('select {x:String} as x')).rejects.toThrow('`x` is not set');
});

test('settings hold for one statement only, whatever happens to it', async () => {
  const setting = "select toUInt32(getSetting('max_block_size')) as size";
  const [before] = await rows(setting);
  expect(await rows(setting, { settings: { max_block_size: '123' } })).toEqual([{ size: 123 }]);
  await expect(rows('select nothing', { settings: { max_block_size: '123' } })).rejects.toThrow();
  await client.command({ query: 'set max_block_size = 124' });
  for (let again = 0; again < 5; again++) expect(await rows(setting)).toEqual([before]);
});

test('readonly keeps a statement from writing and from files, and does not stick', async () => {
  const readonly = { settings: { readonly: '1' } };
  await expect(rows("select * from file('/etc/passwd', 'LineAsString')", readonly)).rejects.toThrow('readonly');
  await expect(rows('select 1 settings readonly = 0', readonly)).rejects.toThrow('readonly');
  await client.insert({ table: 't', values: [{ n: 9, s: 'after' }], format: 'JSONEachRow' });
});

test('the database of a client is its own', async () => {
  await client.command({ query: 'create database if not exists other' });
  const other = createClient({ url: server.url, database: 'other' });
  const result = await other.query({ query: 'select currentDatabase() as name', format: 'JSONEachRow' });
  expect(await result.json()).toEqual([{ name: 'other' }]);
  await other.close();
  expect(await rows('select currentDatabase() as name')).toEqual([{ name: 'default' }]);
});

test('an exception has its code and type', async () => {
  const failed = await rows('select * from missing').catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(ClickHouseError);
  expect(failed).toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
});

test('statements run beside each other', async () => {
  const from = performance.now();
  await Promise.all(Array.from({ length: 8 }, () => rows('select sleep(1)')));
  expect(performance.now() - from).toBeLessThan(6_000);
});

test('a statement whose client went away is ended', async () => {
  const abort = new AbortController();
  const query = "select count() from numbers(1e12) where not ignore(sipHash64(number), 'endless')";
  const failed = client.query({ query, abort_signal: abort.signal }).catch((error: Error) => error);
  await waitFor(async () => (await endless()) === 1);
  abort.abort();
  await failed;
  await waitFor(async () => (await endless()) === 0);
});

async function endless(): Promise<number> {
  const found = await rows(
    "select toUInt32(count()) as n from system.processes where query like '%, \\'endless\\')%' and query not like '%system.processes%'",
  );
  return Number(found[0]?.n);
}

test('after a kill of the engine the same address answers with every acknowledged row', async () => {
  await client.insert({ table: 't', values: [{ n: 77, s: 'kept' }], format: 'JSONEachRow' });
  const killed = server.pid;
  process.kill(killed, 'SIGKILL');
  await waitFor(async () => server.pid !== killed && (await client.ping()).success);
  expect(await rows('select s from t where n = 77')).toEqual([{ s: 'kept' }]);
  expect(lines.join()).toContain('starting it again');
});

test('a folder that is open elsewhere and a port in use are one clear sentence each', async () => {
  await expect(startClickHouse({ folder: join(folder, 'a') })).rejects.toThrow('is open in another process');
  const port = Number(new URL(server.url).port);
  await expect(startClickHouse({ folder: join(folder, 'c'), port })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is in use`,
  );
});

test('the engine of a killed parent makes way for the next one, also in the middle of a statement', async () => {
  const parentFile = join(folder, 'parent.mjs');
  const compiled = new URL('../dist/clickhouse.js', import.meta.url).href;
  writeFileSync(
    parentFile,
    `import { startClickHouse } from ${JSON.stringify(compiled)};
     const server = await startClickHouse({ folder: process.argv[2] });
     const { origin, password } = new URL(server.url);
     const endless = 'select count() from numbers(1e12) where not ignore(sipHash64(number))';
     void fetch(origin, { method: 'POST', body: endless, headers: { 'x-clickhouse-key': password } });
     setTimeout(() => process.send(server.pid), 300);`,
  );
  const parent = fork(parentFile, [join(folder, 'b')], { execArgv: [] });
  const enginePid = await new Promise<number>((done) => parent.once('message', (pid) => done(Number(pid))));
  parent.kill('SIGKILL');
  const successor = await startClickHouse({ folder: join(folder, 'b') });
  // Gone, or waiting to be reaped by an init that is slow at it.
  expect(existsSync(`/proc/${enginePid}`) && readFileSync(`/proc/${enginePid}/cmdline`, 'utf8')).toBeFalsy();
  await successor.stop();
});

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await holds().catch(() => false)) return;
    await sleep(50);
  }
  throw new Error('this did not come true within 10 s');
}
