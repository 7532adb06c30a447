import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { healthPlugin, observeFastify } from './fastify.ts';
import { createHealth } from './health.ts';
import { healthHandler, observeHttp } from './http.ts';
import { createMetrics } from './metrics.ts';
import { startTelemetry } from './telemetry.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function downHealth() {
  const health = createHealth({ version: '1.0.0' });
  health.add({ name: 'database', run: async () => Promise.reject(new Error('away')) });
  health.add({ name: 'cache', run: async () => undefined });
  return health;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('Fastify', () => {
  it('answers all health paths, each with its own status, and counts its requests', async () => {
    const metrics = createMetrics({ service: 'shop' });
    const telemetry = await startTelemetry({ service: 'shop', version: '1.0.0', metrics });
    const app = Fastify();
    closing.push(() => app.close());
    observeFastify(app, telemetry);
    await app.register(healthPlugin, {
      health: downHealth(),
      metrics,
      paths: { startup: null, liveness: '/health/liveness' },
      checkPaths: { '/health/redis': 'cache' },
    });
    app.get('/things/:id', async () => ({}));

    const statusOf = async (url: string) => (await app.inject({ url })).statusCode;
    expect(await statusOf('/health')).toBe(503);
    expect(await statusOf('/health/ready')).toBe(503);
    expect(await statusOf('/health/liveness')).toBe(200);
    expect(await statusOf('/health/redis')).toBe(200);
    expect(await statusOf('/health/startup')).toBe(404);
    await app.inject({ url: '/things/17' });
    await app.inject({ url: '/things/18' });

    const text = (await app.inject({ url: '/metrics' })).body;
    expect(text).toContain('http_requests_total{method="GET",route="/things/:id",status_code="200",service="shop"} 2');
    expect(text).toMatch(/^process_memory_percent\{service="shop"\} \d/m);
    expect(text).toMatch(/^process_cpu_percent\{service="shop"\} \d/m);
  });

  it('never lets an answer about health be cached', async () => {
    const app = Fastify();
    closing.push(() => app.close());
    await app.register(healthPlugin, { health: downHealth() });
    expect((await app.inject({ url: '/health' })).headers['cache-control']).toBe('no-store');
  });
});

describe('plain http', () => {
  it('answers health and leaves other paths to the listener', async () => {
    const metrics = createMetrics({ service: 'tasks' });
    const telemetry = await startTelemetry({ service: 'tasks', version: '1.0.0', metrics });
    const answerHealth = healthHandler({ health: downHealth(), metrics });
    const listener = observeHttp(
      telemetry,
      () => '/own',
      (request, response) => {
        void answerHealth(request, response).then((isAnswered) => {
          if (!isAnswered) response.end('own');
        });
      },
    );
    const url = await listen(createServer(listener));

    const health = await fetch(`${url}/health`);
    expect(health.status).toBe(503);
    expect(((await health.json()) as { status: string }).status).toBe('unhealthy');
    expect((await fetch(`${url}/health/live?verbose`)).status).toBe(200);
    expect(await (await fetch(`${url}/own`)).text()).toBe('own');
    expect(await (await fetch(`${url}/health`, { method: 'POST' })).text()).toBe('own');
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('http_requests_total{method="GET",route="/own",status_code="503",service="tasks"} 1');
  });

  it('calls the next handler of Express for paths that are not its own', async () => {
    const answerHealth = healthHandler({ health: downHealth() });
    let passed = 0;
    const url = await listen(
      createServer((request, response) => {
        void answerHealth(request, response, () => {
          passed++;
          response.end();
        });
      }),
    );
    await fetch(`${url}/else`);
    await fetch(`${url}/health/live`);
    expect(passed).toBe(1);
  });
});
