import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@runproof/embedded/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createService, type Service } from './service.ts';

const folder = mkdtempSync(join(tmpdir(), 'kilometers-test-'));
let postgres: RunningPostgres;
let service: Service;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder, user: 'kilometers', password: 'secret', database: 'kilometers' });
  service = await createService({
    databaseUrl: postgres.url,
    version: '9.9.9',
    environment: 'test',
    apiKeys: 'northwind=key-n,contoso=key-c,fabrikam=key-f',
  });
});

afterAll(async () => {
  await service?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const send = (key: string, events: unknown) =>
  service.app.inject({ method: 'POST', url: '/api/events', headers: { 'x-api-key': key }, payload: { events } });
const get = async (key: string, url: string) =>
  (await service.app.inject({ url, headers: { authorization: `Bearer ${key}` } })).json();

describe('events', () => {
  it('are kept for the customer whose key sent them, and shown to nobody else', async () => {
    const answer = await send('key-n', [
      { method: 'tools/call', riskLevel: 8, agent: 'writer', detail: { tool: 'shell' } },
      { method: 'tools/list', riskLevel: 0 },
    ]);
    expect([answer.statusCode, answer.json()]).toEqual([202, { accepted: 2 }]);
    const { events } = await get('key-n', '/api/events');
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({ method: 'tools/call', riskLevel: 8, agent: 'writer', detail: { tool: 'shell' } });
    expect(events[0]).toMatchObject({ agent: 'unknown', detail: {} });
    expect((await get('key-c', '/api/events')).events).toEqual([]);
  });

  it('can be asked for by method, risk and time', async () => {
    const at = (hour: number) => new Date(Date.UTC(2020, 0, 1, hour)).toISOString();
    await send('key-c', [
      { method: 'tools/call', riskLevel: 9, timestamp: at(1) },
      { method: 'tools/call', riskLevel: 2, timestamp: at(2) },
      { method: 'resources/read', riskLevel: 9, timestamp: at(3) },
    ]);
    const risks = async (query: string) =>
      (await get('key-c', `/api/events?${query}`)).events.map((event: { riskLevel: number }) => event.riskLevel);
    expect(await risks('method=tools/call')).toEqual([2, 9]);
    expect(await risks('minimumRisk=8')).toEqual([9, 9]);
    expect(await risks(`since=${at(2)}`)).toEqual([9, 2]);
  });

  it('come in pages without gaps or repeats', async () => {
    await send(
      'key-f',
      Array.from({ length: 25 }, (_, index) => ({ method: `m${index}`, riskLevel: 1 })),
    );
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page = await get('key-f', `/api/events?limit=10${next ? `&before=${next}` : ''}`);
      seen.push(...page.events.map((event: { method: string }) => event.method));
      next = page.next;
    } while (next);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `m${24 - index}`));
  });

  it.each([
    ['a risk above ten', [{ method: 'x', riskLevel: 11 }]],
    ['a risk that is no whole number', [{ method: 'x', riskLevel: 1.5 }]],
    ['no method', [{ riskLevel: 1 }]],
    ['no event at all', []],
    ['more than one batch may hold', Array.from({ length: 501 }, () => ({ method: 'x', riskLevel: 1 }))],
  ])('are refused with %s', async (_, events) => {
    expect((await send('key-n', events)).statusCode).toBe(400);
  });

  it('ask for a key that is known', async () => {
    expect((await send('key-x', [{ method: 'x', riskLevel: 1 }])).statusCode).toBe(401);
    expect((await service.app.inject({ url: '/api/dashboard/summary' })).statusCode).toBe(401);
    const metrics = await service.app.inject({ url: '/metrics' });
    expect(metrics.body).toMatch(/^kilometers_auth_failures_total\{[^}]*\} 2$/m);
  });
});

describe('the dashboard summary', () => {
  it('sums up by method and counts what lies above seven as risky', async () => {
    await send('key-c', [
      { method: 'tools/call', riskLevel: 7 },
      { method: 'tools/call', riskLevel: 8 },
      { method: 'prompts/get', riskLevel: 10 },
    ]);
    expect(await get('key-c', '/api/dashboard/summary?hours=1')).toEqual({
      hours: 1,
      calls: 3,
      risky: 2,
      highestRisk: 10,
      methods: [
        { method: 'tools/call', calls: 2, risky: 1, highestRisk: 8 },
        { method: 'prompts/get', calls: 1, risky: 1, highestRisk: 10 },
      ],
    });
  });
});

describe('health', () => {
  it('names the version, and the pool beside the database check', async () => {
    const body = (await service.app.inject({ url: '/health' })).json();
    expect(body).toMatchObject({ status: 'healthy', version: '9.9.9', environment: 'test' });
    expect(body.checks.database.details).toHaveProperty('waiting', 0);
  });
});
