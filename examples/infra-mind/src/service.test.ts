import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../host/src/engines/engine.ts';
import { redisEngine } from '../../host/src/engines/redis.ts';
import { localLanguageModel } from './agents/language-model.ts';
import { type DocumentServer, startDocumentServer } from './document-server/server.ts';
import { type InfraMindService, startService } from './service.ts';

/** On a real Redis and the document server, each in a folder of its own. */
let folder: string;
let redis: Engine;
let documents: DocumentServer;
let service: InfraMindService;
let base: string;
let isModelBroken = false;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'infra-mind-'));
  redis = redisEngine(
    { kind: 'redis', role: 'cache', variable: 'REDIS_URL', port: await sparePort() },
    { exampleFolder: folder, folder: join(folder, 'cache'), log: () => undefined },
  );
  await redis.start();
  documents = await startDocuments(0);
  service = await startService({
    mongoUrl: `mongodb://127.0.0.1:${documents.port}/infra_mind_test`,
    redisUrl: redis.url,
    port: 0,
    version: '1.2.3',
    environment: 'test',
    model: {
      provider: 'test',
      complete: async (prompt, signal) => {
        if (isModelBroken) throw new Error('the provider is out');
        return localLanguageModel.complete(prompt, signal);
      },
    },
  });
  base = `http://127.0.0.1:${service.port}`;
}, 60_000);

afterAll(async () => {
  await service?.stop();
  await documents?.stop();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

const startDocuments = (port: number) =>
  startDocumentServer({ port, folder: join(folder, 'documents'), now: () => 1_700_000_000_000, log: () => undefined });

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(base + path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const request = {
  userId: 'user-1',
  company: 'Contoso Clinics',
  industry: 'health',
  clouds: ['aws', 'gcp'],
  servers: 100,
  monthlyBudget: 6_000,
};

async function assessed(): Promise<string> {
  const begun = await call('POST', '/api/assessments', request);
  expect(begun).toMatchObject({ status: 202, body: { status: 'processing' } });
  const path = `/api/assessments/${begun.body._id}`;
  await expect.poll(async () => (await call('GET', path)).body.status, { timeout: 10_000 }).not.toBe('processing');
  return path;
}

describe('Infra Mind on its real engines', () => {
  it('has four agents work on an assessment and ends with a report', async () => {
    const path = await assessed();
    const { body: report } = await call('GET', `${path}/report`);
    expect(report.findings.map((finding: { agent: string }) => finding.agent).sort()).toEqual([
      'cloud-engineer',
      'cto',
      'research',
    ]);
    expect(report.summary).toMatch(/^Chatbot.*gcp is cheapest at \$4890.*HIPAA/);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('fails an assessment whose language model fails, and counts it', async () => {
    isModelBroken = true;
    const path = await assessed();
    isModelBroken = false;
    expect(await call('GET', path)).toMatchObject({ body: { status: 'failed', failure: 'the provider is out' } });
    expect((await call('GET', `${path}/report`)).status).toBe(409);
    const metrics = await (await fetch(`${base}/metrics`)).text();
    expect(metrics).toMatch(/^agent_orchestration_failures_total\{[^}]*\} 1$/m);
  });

  it('refuses a request that is none, and names the field', async () => {
    expect(await call('POST', '/api/assessments', { ...request, clouds: [] })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('clouds') },
    });
  });

  it('works on without its cache and says that it is degraded', async () => {
    const path = await assessed();
    await redis.stop();
    expect((await call('GET', path)).status).toBe(200);
    expect(await call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'degraded' } });
    await redis.start();
    await expect.poll(async () => (await call('GET', '/health')).body.status, { timeout: 10_000 }).toBe('healthy');
  }, 30_000);

  it('is unhealthy while its database is down, and keeps what it had', async () => {
    const path = await assessed();
    await documents.stop();
    expect(await call('GET', '/health')).toMatchObject({
      status: 503,
      body: { checks: { database: { status: 'unhealthy' } } },
    });
    expect((await call('GET', '/api/assessments')).status).toBe(503);
    documents = await startDocuments(documents.port);
    await expect.poll(async () => (await call('GET', '/health')).status, { timeout: 15_000 }).toBe(200);
    expect((await call('GET', path)).status).toBe(200);
  }, 40_000);

  it('answers the instant queries of its guide', async () => {
    const { body } = await call('GET', '/local/prometheus/api/v1/query?query=api_request_duration_seconds');
    expect(body.data.result).toContainEqual(
      expect.objectContaining({ metric: expect.objectContaining({ quantile: '0.95' }) }),
    );
  });
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
