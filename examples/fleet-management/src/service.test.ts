import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../../host/src/engines/engine.ts';
import { postgresEngine } from '../../host/src/engines/postgres.ts';
import { redisEngine } from '../../host/src/engines/redis.ts';
import { type Connections, openConnections } from './connections.ts';
import { createFleetHealth } from './health.ts';
import { dueReason } from './maintenance.ts';
import { migrateDown, migrateFreshDatabase, migrateUp, migrationStatus } from './migrations.ts';
import { createFleetServer } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleet-test-'));
// PostgreSQL may run as another user, who must be able to pass.
chmodSync(folder, 0o711);
let database: Engine;
let cache: Engine;
let connections: Connections;
let baseUrl: string;
let close: () => void;

beforeAll(async () => {
  const surroundings = { exampleFolder: folder, log: () => {} };
  const login = { user: 'fleet', password: 'fleet', database: 'fleet' };
  database = postgresEngine(
    { kind: 'postgres', role: 'database', variable: 'DATABASE_URL', port: await freePort(), ...login },
    { ...surroundings, folder: join(folder, 'database') },
  );
  cache = redisEngine(
    { kind: 'redis', role: 'cache', variable: 'REDIS_URL', port: await freePort() },
    { ...surroundings, folder: join(folder, 'cache') },
  );
  await Promise.all([database.start(), cache.start()]);
  const log = pino({ level: 'silent' });
  const metrics = createMetrics({ service: 'fleet-management' });
  const telemetry = await startTelemetry({ service: 'fleet-management', version: '1.0.0', metrics });
  connections = openConnections(database.url, cache.url, telemetry, log);
  await withClient(migrateFreshDatabase);
  const health = createFleetHealth(connections, '1.0.0', 'production');
  const server = createFleetServer({ connections, health, metrics, telemetry, log });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
}, 120_000);

afterAll(async () => {
  close?.();
  await connections?.close();
  await Promise.all([database?.stop(), cache?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

test('a vehicle goes on a trip, comes back, becomes due and is serviced', async () => {
  const vehicle = await call('POST', '/api/vehicles', { plate: 'FLT 1', model: 'Transit', odometerKm: 14_100 });
  expect(vehicle.status).toBe(201);
  expect((await call('POST', '/api/vehicles', { plate: 'FLT 1', model: 'Transit' })).status).toBe(409);

  expect((await call('GET', '/api/maintenance/due')).body.due).toMatchObject([
    { kmLeft: 900, reason: 'due-by-distance' },
  ]);
  expect((await call('GET', '/api/maintenance/due')).cache).toBe('hit');

  const vehicleId = vehicle.body.id as number;
  const trip = await call('POST', '/api/trips', { vehicleId, driver: 'driver 1', purpose: 'parcel round' });
  expect(trip.status).toBe(201);
  expect((await call('POST', '/api/trips', { vehicleId, driver: 'driver 2', purpose: 'errand' })).status).toBe(409);
  expect((await call('POST', `/api/trips/${trip.body.id as number}/end`, { odometerKm: 13_000 })).status).toBe(409);
  expect((await call('POST', `/api/trips/${trip.body.id as number}/end`, { odometerKm: 15_050 })).body.endKm).toBe(
    15_050,
  );
  expect((await call('GET', `/api/vehicles/${vehicleId}`)).body.odometerKm).toBe(15_050);

  const due = await call('GET', '/api/maintenance/due');
  expect(due.cache).toBe('miss');
  expect(due.body.due).toMatchObject([{ kmLeft: -50, reason: 'overdue-by-distance' }]);
  expect((await call('POST', `/api/vehicles/${vehicleId}/services`, {})).status).toBe(201);
  expect((await call('GET', '/api/maintenance/due')).body.due).toEqual([]);
});

test('lists come in pages that go on where the last one ended', async () => {
  for (const plate of ['FLT 2', 'FLT 3', 'FLT 4']) await call('POST', '/api/vehicles', { plate, model: 'Crafter' });
  const first = await call('GET', '/api/vehicles?limit=2');
  const second = await call('GET', `/api/vehicles?limit=2&before=${first.body.next as number}`);
  const ids = [first, second].flatMap(({ body }) => (body.vehicles as { id: number }[]).map(({ id }) => id));
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect(new Set(ids).size).toBe(4);
  expect((await call('GET', '/api/vehicles?limit=1000')).status).toBe(400);
});

test('a migration goes down and up again, and a restart leaves that to the operator', async () => {
  expect((await withClient((client) => migrateDown(client)))?.name).toBe('trip_search');
  expect(await withClient(migrateFreshDatabase)).toBe('left-to-operator');
  expect((await withClient((client) => migrationStatus(client))).map(({ appliedAt }) => appliedAt !== null)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect((await withClient((client) => migrateUp(client))).map(({ number }) => number)).toEqual([4]);
});

test('every migration can be taken back from a database that holds rows', async () => {
  for (const expected of [4, 3, 2, 1])
    expect((await withClient((client) => migrateDown(client)))?.number).toBe(expected);
  expect(await withClient((client) => migrateDown(client))).toBeNull();
  expect(await withClient((client) => migrateUp(client))).toHaveLength(4);
});

test('the health report names its checks as the guide does', async () => {
  const { status, body } = await call('GET', '/health');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'healthy',
    version: '1.0.0',
    environment: 'production',
    checks: { database: { status: 'ok' }, redis: { status: 'ok' }, memory: { status: 'ok' } },
  });
  for (const path of ['/health/liveness', '/health/readiness', '/health/startup'])
    expect((await call('GET', path)).status).toBe(200);
  const metrics = await (await fetch(`${baseUrl}/health/metrics`)).text();
  expect(metrics).toContain('route="/api/trips/:id/end"');
  expect(metrics).toContain('process_memory_percent');
});

test('without Redis the service is degraded and answers all the same', async () => {
  await cache.stop();
  const { status, body } = await call('GET', '/health');
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'degraded', checks: { redis: { status: 'down' } } });
  expect((await call('GET', '/api/maintenance/due')).status).toBe(200);
  await cache.start();
  await expect.poll(async () => (await call('GET', '/health')).body.status, { timeout: 10_000 }).toBe('healthy');
});

test('without PostgreSQL the service is unhealthy, and recovers by itself', async () => {
  await database.stop();
  const { status, body } = await call('GET', '/health');
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: 'unhealthy', checks: { database: { status: 'down' } } });
  expect((await call('GET', '/health/liveness')).status).toBe(200);
  expect((await call('GET', '/api/vehicles')).status).toBe(500);
  await database.start();
  await expect.poll(async () => (await call('GET', '/api/vehicles')).status, { timeout: 10_000 }).toBe(200);
});

test('the reason for a service names distance before date and overdue before due', () => {
  expect(dueReason(-1, -1, 1_000)).toBe('overdue-by-distance');
  expect(dueReason(500, -1, 1_000)).toBe('overdue-by-date');
  expect(dueReason(500, 10, 1_000)).toBe('due-by-distance');
  expect(dueReason(5_000, 10, 1_000)).toBe('due-by-date');
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(baseUrl + path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, cache: response.headers.get('x-cache'), body: answer };
}

async function withClient<T>(work: (client: import('pg').PoolClient) => Promise<T>): Promise<T> {
  const client = await connections.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
