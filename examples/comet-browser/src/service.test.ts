import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../host/src/engines/engine.ts';
import { postgresEngine } from '../../host/src/engines/postgres.ts';
import { redisEngine } from '../../host/src/engines/redis.ts';
import { type Cache, openCache } from './cache.ts';
import { createSchema, type Database, openDatabase } from './database.ts';
import { createCometHealth } from './health.ts';
import { createCometService } from './service.ts';
import { workOffSummaries } from './summaries.ts';

const START = Date.UTC(2026, 0, 5, 9);
const folder = mkdtempSync(join(tmpdir(), 'comet-test-'));
// PostgreSQL may run as another user, who must be able to pass.
chmodSync(folder, 0o711);
const working = new AbortController();
let now = START;
let engines: { database: Engine; redis: Engine };
let database: Database;
let cache: Cache;
let app: FastifyInstance;
let worker: Promise<void>;
let create: (requestsPerMinute: number) => Promise<FastifyInstance>;

beforeAll(async () => {
  const surroundings = { exampleFolder: folder, log: () => {} };
  const login = { user: 'comet', password: 'comet', database: 'comet' };
  engines = {
    database: postgresEngine(
      { kind: 'postgres', role: 'database', variable: 'DATABASE_URL', port: await freePort(), ...login },
      { ...surroundings, folder: join(folder, 'database') },
    ),
    redis: redisEngine(
      { kind: 'redis', role: 'cache', variable: 'REDIS_URL', port: await freePort() },
      { ...surroundings, folder: join(folder, 'cache') },
    ),
  };
  await Promise.all([engines.database.start(), engines.redis.start()]);
  const log = pino({ level: 'silent' });
  const telemetry = await startTelemetry({ service: 'comet-browser', version: '1.0.0' });
  database = openDatabase(engines.database.url, telemetry, log);
  cache = openCache(engines.redis.url, telemetry, log, () => now);
  await createSchema(database);
  const health = createCometHealth(database, cache, '1.0.0', 'production');
  create = async (requestsPerMinute) =>
    createCometService({
      database,
      cache,
      health,
      metrics: createMetrics({ service: 'comet-browser' }),
      telemetry,
      log,
      requestsPerMinute,
    });
  app = await create(10_000);
  worker = workOffSummaries(database, log, working.signal);
}, 120_000);

afterAll(async () => {
  working.abort();
  await worker;
  await app?.close();
  cache?.redis.disconnect();
  await database?.pool.end();
  await Promise.all([engines?.database.stop(), engines?.redis.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

test('a session is cached for five minutes, until an update makes the entry wrong', async () => {
  const id = await begin();
  expect((await get(`/api/sessions/${id}`)).headers['x-cache']).toBe('source');
  expect((await get(`/api/sessions/${id}`)).headers['x-cache']).toBe('cache');
  const seconds = await cache.redis.ttl(`comet:session:${id}`);
  expect(seconds).toBeGreaterThan(295);
  expect(seconds).toBeLessThanOrEqual(300);

  const page = { url: 'https://docs.example.com/next', title: 'The next page', seconds: 9 };
  expect((await post(`/api/sessions/${id}/visits`, page)).statusCode).toBe(201);
  const fresh = await get(`/api/sessions/${id}`);
  expect(fresh.headers['x-cache']).toBe('source');
  expect(fresh.json().visits).toHaveLength(2);
});

test('sessions are listed newest first, page by page', async () => {
  for (let count = 0; count < 3; count++) await begin(77);
  const first = (await get('/api/sessions?userId=77&limit=2')).json();
  const second = (await get(`/api/sessions?userId=77&limit=2&before=${first.next}`)).json();
  const ids = [...first.sessions, ...second.sessions].map(({ id }: { id: number }) => id);
  expect(ids).toHaveLength(3);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect(second.next).toBeNull();
});

test('a summary is promised at once and worked out afterwards', async () => {
  const id = await begin();
  const promised = await post(`/api/sessions/${id}/summary`, {});
  expect(promised.statusCode).toBe(202);
  const location = String(promised.headers.location);
  await expect.poll(async () => (await get(location)).json().status, { timeout: 5_000 }).toBe('done');
  expect((await get(location)).json().summary).toEqual({
    pages: 1,
    seconds: 40,
    sites: [{ host: 'docs.example.com', pages: 1, seconds: 40 }],
    topics: ['guide', 'operators'],
  });
});

test('a session that has ended takes no more visits', async () => {
  const id = await begin();
  expect((await post(`/api/sessions/${id}/end`, {})).statusCode).toBe(200);
  const page = { url: 'https://docs.example.com/', title: '', seconds: 1 };
  expect((await post(`/api/sessions/${id}/visits`, page)).statusCode).toBe(409);
});

test('a session counts as active for half an hour after its last sign of life', async () => {
  await begin();
  expect(await cache.activeSessions()).toBeGreaterThan(0);
  now += 30 * 60 * 1_000 + 1;
  expect(await cache.activeSessions()).toBe(0);
});

test('the endpoints answer what the guide spells out', async () => {
  const id = await begin();
  for (let count = 0; count < 2; count++) await get(`/api/sessions/${id}`);
  expect((await get('/health')).json()).toMatchObject({ status: 'healthy' });
  expect((await get('/health/db')).json()).toMatchObject({ database: 'connected' });
  expect((await get('/health/redis')).json()).toMatchObject({ redis: 'connected' });
  expect((await get('/health/ready')).json()).toMatchObject({ ready: true });
  const metrics = await get('/metrics');
  expect(metrics.headers['content-type']).toContain('text/plain');
  for (const name of [
    'cache_hit_ratio_percent',
    'active_user_sessions',
    'redis_memory_used_bytes',
    'http_response_body_bytes_total',
  ])
    expect(metrics.body).toMatch(new RegExp(`^${name}{[^}]*} [1-9]`, 'm'));
});

test('who asks too often is told to wait, and health checks are not counted', async () => {
  const limited = await create(2);
  const statuses = [];
  for (let count = 0; count < 3; count++)
    statuses.push((await limited.inject({ url: '/api/sessions', remoteAddress: '127.0.0.9' })).statusCode);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await limited.inject({ url: '/health', remoteAddress: '127.0.0.9' })).statusCode).toBe(200);
  await limited.close();
});

test('long answers are compressed', async () => {
  for (let count = 0; count < 20; count++) await begin(78);
  const answer = await app.inject({ url: '/api/sessions?userId=78', headers: { 'accept-encoding': 'gzip' } });
  expect(answer.headers['content-encoding']).toBe('gzip');
});

test('without Redis sessions are served from the database, and its own probe fails', async () => {
  const id = await begin();
  await engines.redis.stop();
  await expect.poll(async () => (await get('/health/redis')).statusCode).toBe(503);
  expect((await get('/health/redis')).json().redis).toBe('disconnected');
  expect((await get('/health')).json().status).toBe('degraded');
  expect((await get(`/api/sessions/${id}`)).statusCode).toBe(200);
  await engines.redis.start();
  await expect.poll(async () => (await get('/health/redis')).json().redis, { timeout: 10_000 }).toBe('connected');
});

test('without PostgreSQL the service is not ready, and recovers by itself', async () => {
  await engines.database.stop();
  expect((await get('/health/db')).json().database).toBe('disconnected');
  const ready = await get('/health/ready');
  expect([ready.statusCode, ready.json().ready]).toEqual([503, false]);
  await engines.database.start();
  await expect.poll(async () => (await get('/api/sessions')).statusCode, { timeout: 10_000 }).toBe(200);
});

async function begin(userId = 1): Promise<number> {
  const visits = [{ url: 'https://docs.example.com/guide', title: 'A guide for operators', seconds: 40 }];
  return (await post('/api/sessions', { userId, visits })).json().id;
}

function get(url: string) {
  return app.inject({ url });
}

function post(url: string, payload: object) {
  return app.inject({ method: 'POST', url, payload });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
