import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Check, Probe } from '../plan/plan.ts';
import { httpProber } from './http-prober.ts';
import { type Observation, type Prober, type Probers, probeCheck } from './probe.ts';
import { tcpProber, tlsProber } from './socket-probers.ts';
import { selfSigned } from './testing/self-signed.ts';

const NOW = Date.parse('2090-03-01T00:00:00Z');
const DAY = 86_400_000;
const ISSUED = Date.parse('2020-01-01T00:00:00Z');
const open: { close(): void }[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const unasked: Prober<never> = {
  look: () => Promise.reject<Observation>(new Error('no database is looked at here')),
};
const probers: Probers = {
  http: httpProber,
  tcp: tcpProber,
  tls: tlsProber,
  postgres: unasked,
  mysql: unasked,
  redis: unasked,
  mongodb: unasked,
};

function check(probe: Probe, limits: Partial<Check> = {}): Check {
  const base = { id: 'c1', commitmentId: null, name: 'API', intervalSeconds: 10, timeoutMs: 1_000, maxLatencyMs: null };
  return { ...base, probe, ...limits };
}

function look(probe: Probe, limits: Partial<Check> = {}, stopped?: AbortSignal) {
  const surroundings = { probers, now: () => NOW, resolveSecret: () => 'unused' };
  return probeCheck(check(probe, limits), surroundings, stopped);
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

async function serve(handler: http.RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(http.createServer(handler))}/health`;
}

function answering(status: number, body: unknown, headers: http.OutgoingHttpHeaders = {}) {
  return serve((_request, response) => response.writeHead(status, headers).end(JSON.stringify(body)));
}

const httpProbe = (url: string, json: Record<string, unknown> = {}, status: number | null = null): Probe => ({
  type: 'http',
  url,
  status,
  json,
});

describe('an HTTP probe', () => {
  it('holds when status and fields are as promised, also dotted fields', async () => {
    const url = await answering(200, { status: 'healthy', checks: { db: { ok: true } } });
    const result = await look(httpProbe(url, { status: 'healthy', 'checks.db.ok': true }, 200));
    expect(result).toMatchObject({ checkId: 'c1', at: NOW, ok: true, status: 200, message: 'answered 200' });
    expect(result.latencyMs).toBeGreaterThan(0);
  });

  it('says which field was what', async () => {
    const result = await look(httpProbe(await answering(200, { status: 'degraded' }), { status: 'healthy' }));
    expect(result).toMatchObject({ ok: false, message: 'status was "degraded", expected "healthy"' });
  });

  it('says both when the status code and a field are wrong', async () => {
    const result = await look(httpProbe(await answering(503, { status: 'unhealthy' }), { status: 'healthy' }, 200));
    expect(result.message).toBe('answered 503, expected 200; status was "unhealthy", expected "healthy"');
    expect(result.details).toMatchObject({ excerpt: '{"status":"unhealthy"}' });
  });

  it('does not follow a redirect', async () => {
    const url = await answering(302, {}, { location: '/sign-in' });
    expect((await look(httpProbe(url))).message).toBe(
      'answered 302 (a redirect to /sign-in, which is not followed), expected a 2xx',
    );
  });

  it('fails a late answer and says by how much', async () => {
    const url = await serve((_request, response) => void setTimeout(() => response.end('{}'), 80));
    const result = await look(httpProbe(url), { maxLatencyMs: 20 });
    expect(result).toMatchObject({ ok: false, status: 200, details: { late: true } });
    expect(result.message).toMatch(/^answered in \d+ ms, at most 20 ms are allowed/);
  });

  it('gives up at the timeout, also when the headers came but the body does not', async () => {
    const url = await serve((_request, response) => response.writeHead(200).write('{'));
    const result = await look(httpProbe(url), { timeoutMs: 100 });
    expect(result).toMatchObject({ ok: false, latencyMs: null, message: 'no answer within 100 ms' });
  });

  it('reads no more than a mebibyte', async () => {
    const url = await serve((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect((await look(httpProbe(url))).message).toBe('answered 200');
    expect((await look(httpProbe(url, { status: 'healthy' }))).message).toContain('longer than 1048576 bytes');
  });

  it('says that nothing listens', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect((await look(httpProbe(`http://127.0.0.1:${port}/`))).message).toBe(
      `connection refused: nothing listens there (127.0.0.1:${port})`,
    );
  });

  it('turns nonsense into a failing result', async () => {
    expect(await look(httpProbe('http://'))).toMatchObject({ ok: false, latencyMs: null });
    expect(
      (await look(httpProbe(await serve((_request, response) => response.end('hi')), { status: 1 }))).message,
    ).toBe('the answer is not JSON, expected status in it');
  });

  it('is broken off when watching stops', async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    expect((await look(httpProbe(url), { timeoutMs: 20_000 }, stop.signal)).message).toContain('watching stopped');
  });

  it('refuses an untrusted certificate with its reason', async () => {
    const port = await listen(https.createServer(selfSigned(ISSUED, NOW), (_request, r) => r.end()));
    expect((await look(httpProbe(`https://127.0.0.1:${port}/`))).message).toContain('certificate');
  });
});

describe('a TCP probe', () => {
  it('holds when the port accepts', async () => {
    const port = await listen(net.createServer((socket) => socket.end()));
    expect(await look({ type: 'tcp', host: '127.0.0.1', port })).toMatchObject({ ok: true });
  });
});

describe('a TLS probe', () => {
  const probe = async (validTo: number) => {
    const port = await listen(https.createServer(selfSigned(ISSUED, validTo)));
    return look({ type: 'tls', host: '127.0.0.1', port });
  };

  it('counts the days a certificate still lasts', async () => {
    const result = await probe(NOW + 10.5 * DAY);
    expect(result.details).toMatchObject({ certificateDays: 10.5 });
    expect(result.message).toContain('self-signed');
  });

  it('says how long ago a certificate expired', async () => {
    expect((await probe(NOW - 2 * DAY)).message).toBe('the certificate expired 2 days ago');
  });

  it('fails where no TLS is spoken', async () => {
    const port = await listen(net.createServer((socket) => socket.end('hello')));
    expect(await look({ type: 'tls', host: '127.0.0.1', port })).toMatchObject({ ok: false });
  });
});
