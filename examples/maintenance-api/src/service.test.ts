import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../host/src/engines/engine.ts';
import { mariadbEngine } from '../../host/src/engines/mariadb.ts';
import { type MaintenanceService, startService } from './service.ts';

/** On a real MariaDB of its own, in a folder of its own. */
let folder: string;
let engine: Engine;
let service: MaintenanceService;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maintenance-api-'));
  engine = mariadbEngine(
    {
      kind: 'mariadb',
      role: 'database',
      variable: 'DATABASE_URL',
      port: await sparePort(),
      user: 'maintenance',
      password: 'for-tests',
      database: 'tasks_db',
    },
    { exampleFolder: folder, folder: join(folder, 'database'), log: () => undefined },
  );
  await engine.start();
  service = await startService({ databaseUrl: engine.url, port: 0, version: '1.2.3', environment: 'test' });
  base = `http://127.0.0.1:${service.port}`;
}, 90_000);

afterAll(async () => {
  await service?.stop();
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(base + path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

describe('the Maintenance API on a real database', () => {
  it('creates, lists, assigns, completes and deletes a task', async () => {
    const created = await call('POST', '/api/tasks', { title: 'Inspect brakes', priority: 'high' });
    expect(created).toMatchObject({ status: 201, body: { status: 'open', assignee: null, priority: 'high' } });
    const path = `/api/tasks/${created.body.id}`;
    expect(await call('GET', '/api/tasks?status=open')).toMatchObject({ body: { total: 1 } });
    expect(await call('PATCH', path, { title: 'Inspect all brakes' })).toMatchObject({
      body: { title: 'Inspect all brakes', priority: 'high' },
    });
    expect(await call('POST', `${path}/assign`, { assignee: 'team-north' })).toMatchObject({
      body: { status: 'assigned', assignee: 'team-north' },
    });
    const completed = await call('POST', `${path}/complete`);
    expect(completed).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(completed.body.completedAt).toBe(completed.body.updatedAt);
    expect((await call('POST', `${path}/complete`)).status).toBe(409);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('refuses what is not a task, and names the field', async () => {
    expect(await call('POST', '/api/tasks', { title: '' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('title') },
    });
    expect((await call('POST', '/api/tasks', { title: 'x'.repeat(70_000) })).status).toBe(400);
    expect((await call('GET', '/api/tasks?limit=100000')).status).toBe(400);
  });

  it('exposes the measures that its guide watches', async () => {
    await expect
      .poll(async () => (await fetch(`${base}/metrics`)).text())
      .toMatch(/^database_connections\{[^}]*\} [1-9]/m);
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/^disk_free_percent\{[^}]*\} \d/m);
    expect(text).toContain('route="/api/tasks/:id/assign"');
  });

  it('is alive but not ready while its database is down, and ready again afterwards', async () => {
    expect(await call('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'healthy', version: '1.2.3', checks: { database: { status: 'healthy' } } },
    });
    await engine.stop();
    expect(await call('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
    expect((await call('GET', '/health/live')).status).toBe(200);
    expect((await call('GET', '/api/tasks')).status).toBe(503);
    await engine.start();
    await expect.poll(async () => (await call('GET', '/health/ready')).status, { timeout: 10_000 }).toBe(200);
    expect((await call('GET', '/api/tasks')).status).toBe(200);
  }, 60_000);
});

function sparePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
