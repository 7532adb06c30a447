import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { observeFastify } from './fastify.ts';
import { parseHeaders, startTelemetry, type Telemetry } from './telemetry.ts';
import { type OtlpReceiver, startOtlpReceiver } from './testing/otlp-receiver.ts';

let receiver: OtlpReceiver;
let telemetry: Telemetry;

beforeEach(async () => {
  receiver = await startOtlpReceiver();
  telemetry = await startTelemetry({
    service: 'shop-api',
    version: '1.0.0',
    endpoint: `${receiver.url}/`,
    headers: { authorization: 'Bearer abc' },
  });
});
afterEach(async () => {
  await telemetry.stop();
  await receiver.close();
});

/** A service with one route that asks its database, one that fails. */
async function serve(...urls: string[]): Promise<void> {
  const app = Fastify();
  observeFastify(app, telemetry);
  app.post('/orders/:id', async () => {
    const call = { system: 'postgresql', operation: 'INSERT orders', serverAddress: '127.0.0.1', serverPort: 5432 };
    await telemetry.dependency(call, async () => new Promise((resolve) => setTimeout(resolve, 5)));
    return {};
  });
  app.get('/broken', async () => {
    await telemetry.dependency({ system: 'redis', operation: 'GET session' }, async () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
  });
  for (const url of urls) {
    const [method, path] = url.split(' ') as ['GET' | 'POST', string];
    // A body, because reading it is where an asynchronous context is easily lost.
    await app.inject({ method, url: path, ...(method === 'POST' ? { payload: { amount: 3 } } : {}) });
  }
  await app.close();
  await telemetry.flush();
}

describe('exported telemetry', () => {
  it('has a SERVER span a request, with the route and never the query string', async () => {
    await serve('POST /orders/17?token=secret');
    const span = receiver.spans.find(({ kind }) => kind === 2)!;
    expect(span).toMatchObject({ service: 'shop-api', name: 'POST /orders/:id', statusCode: 0 });
    expect(span.attributes).toMatchObject({
      'http.request.method': 'POST',
      'url.path': '/orders/17',
      'http.route': '/orders/:id',
      'http.response.status_code': 200,
    });
  });

  it('has a CLIENT span a dependency call, as a child of its request', async () => {
    await serve('POST /orders/17');
    const server = receiver.spans.find(({ kind }) => kind === 2)!;
    const client = receiver.spans.find(({ kind }) => kind === 3)!;
    expect(client).toMatchObject({ name: 'INSERT orders', traceId: server.traceId, parentSpanId: server.spanId });
    expect(client.attributes).toMatchObject({
      'db.system.name': 'postgresql',
      'server.address': '127.0.0.1',
      'server.port': 5432,
    });
  });

  it('marks what failed, with the kind of error', async () => {
    await serve('GET /broken');
    const server = receiver.spans.find(({ kind }) => kind === 2)!;
    const client = receiver.spans.find(({ kind }) => kind === 3)!;
    expect(server).toMatchObject({ statusCode: 2, events: ['exception'] });
    expect(server.attributes['http.response.status_code']).toBe(500);
    expect(client).toMatchObject({ statusCode: 2 });
    expect(client.attributes['error.type']).toBe('ECONNREFUSED');
  });

  it('has the metrics of requests, calls and the process, and carries the given headers', async () => {
    await serve('POST /orders/17');
    expect([...receiver.metricNames].sort()).toEqual([
      'db.client.operation.duration',
      'http.server.request.duration',
      'process_cpu_percent',
      'process_memory_percent',
    ]);
    expect(receiver.headers.every(({ authorization }) => authorization === 'Bearer abc')).toBe(true);
  });

  it('joins the trace that a caller began', async () => {
    const request = telemetry.request({
      method: 'GET',
      path: '/x',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    request.end({ statusCode: 200, route: '/x' });
    await telemetry.flush();
    expect(receiver.spans[0]).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
    });
  });
});

describe('telemetry without an endpoint', () => {
  it('exports nothing and still does the work', async () => {
    const off = await startTelemetry({ service: 'x', version: '1', endpoint: '' });
    expect(off.exporting).toBe(false);
    await expect(off.dependency({ system: 'redis', operation: 'GET' }, async () => 7)).resolves.toBe(7);
    await off.stop();
  });
});

describe('headers from the environment', () => {
  it('are read as the OTLP exporter writes them', () => {
    expect(parseHeaders('authorization=Bearer%20a=b, x-team = core,broken')).toEqual({
      authorization: 'Bearer a=b',
      'x-team': 'core',
    });
    expect(parseHeaders('rate=100%')).toEqual({ rate: '100%' });
  });
});
