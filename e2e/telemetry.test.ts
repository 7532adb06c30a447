import { join } from 'node:path';
import { SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { CreatedToken } from '../src/api/contract/account.ts';
import type { IncidentDetail, IncidentSummary } from '../src/api/contract/incident.ts';
import type { LiveCommitment, LiveGuide } from '../src/api/contract/system.ts';
import { writeSystem } from './lamp.ts';
import { clearFolder, freePorts, temporaryFolder } from './place.ts';
import { Product } from './product.ts';
import { until } from './until.ts';

const GUIDE = `# Ferry bookings

## Alerts

| Alert | Condition | Severity |
| --- | --- | --- |
| High error rate | 5xx errors > 5% over a 1-minute window | Critical |
| High latency | P95 latency > 500 ms for 10 seconds | Warning |
`;
const SERVICE = 'ferry-bookings';
/** The exporter's words for it. */
const SUCCESS = 0;
const FAILED = 1;

const folder = temporaryFolder('telemetry');
let product: Product;
let ingest: string;

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const system = writeSystem(join(folder, 'ferry'), GUIDE, {
    version: 1,
    id: 'ferry',
    services: [SERVICE],
    // How often rules are looked at, too.
    observe: { intervalSeconds: 1 },
    people: [{ role: 'Harbour master', level: 1, email: 'harbour@example.com' }],
  });
  product = await Product.start({ folder, system, data: join(folder, 'data'), port });
  ingest = await token('ingest');
});

afterAll(async () => {
  await product?.program.end('SIGINT');
  await clearFolder(folder);
});

afterEach(({ task }) => {
  if (task.result?.state === 'fail') console.error(product?.lastWords);
});

it('takes telemetry from whoever may send it, and from nobody else', async () => {
  const read = await token('read');
  const administer = await token('administer');
  const send = async (authorization?: string): Promise<number> =>
    (
      await fetch(`${product.url}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
        body: '{"resourceSpans":[]}',
      })
    ).status;
  expect(await send()).toBe(401);
  expect(await send('Bearer of-nothing')).toBe(401);
  expect(await send(`Bearer ${read}`)).toBe(403);
  expect(await send(`Bearer ${ingest}`)).toBe(200);
  expect(await send(`Bearer ${administer}`)).toBe(200);

  const refused = await exportSpans(requests(1, { status: 200, milliseconds: 10 }), null);
  expect(refused.code).toBe(FAILED);
  const guide = await fetch(`${product.url}/api/systems`, { headers: { authorization: `Bearer ${ingest}` } });
  expect(guide.status).toBe(403);
});

it('shows what is measured, and fires when errors and latency pass what the guide allows', async () => {
  expect(await alertNote('High error rate')).toMatchObject({ state: 'unproven', value: null });

  await sent(requests(40, { status: 200, milliseconds: 20 }));
  const holding = await until(
    'the error rate is measured',
    async () => {
      const note = await alertNote('High error rate');
      return note.state === 'holds' && note;
    },
    { seconds: 20 },
  );
  expect(holding).toMatchObject({ value: '0 %', threshold: 'of 5 %' });
  expect(await incidents()).toEqual([]);

  await sent(requests(10, { status: 500, milliseconds: 20 }));
  const opened = await until('the error alert', async () => (await incidents())[0], { seconds: 20 });
  expect(opened).toMatchObject({ title: 'High error rate', severity: 'critical', state: 'open' });
  const [alert] = (await detail(opened.id)).alerts;
  // 10 of 50.
  expect(alert?.measured).toMatch(/^20 %.* > 5 % over 1 min/);

  await until(
    'the latency alert',
    async () => {
      await sent(requests(10, { status: 200, milliseconds: 900 }));
      return (await detail(opened.id)).alerts.some(({ name }) => name === 'High latency');
    },
    { seconds: 40, everyMs: 1_000 },
  );
  // It joins the incident that is open: one system that is ill is one incident.
  expect(await incidents()).toHaveLength(1);
  expect(await alertNote('High latency')).toMatchObject({ state: 'failing', value: '900 ms' });
});

/** Finished spans of answered requests, as an instrumented service has them. */
function requests(count: number, answer: { readonly status: number; readonly milliseconds: number }): ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': SERVICE }),
    spanProcessors: [new SimpleSpanProcessor(memory)],
  });
  const tracer = provider.getTracer('e2e');
  const end = Date.now();
  for (let index = 0; index < count; index += 1)
    tracer
      .startSpan('GET /crossings', {
        kind: SpanKind.SERVER,
        startTime: end - answer.milliseconds,
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/crossings',
          'http.response.status_code': answer.status,
        },
      })
      .end(end);
  return memory.getFinishedSpans();
}

async function sent(spans: ReadableSpan[]): Promise<void> {
  const result = await exportSpans(spans, ingest);
  expect(result).toMatchObject({ code: SUCCESS });
}

/** By the SDK's own exporter: protobuf over HTTP. */
async function exportSpans(spans: ReadableSpan[], bearer: string | null): Promise<{ readonly code: number }> {
  const exporter = new OTLPTraceExporter({
    url: `${product.url}/v1/traces`,
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    timeoutMillis: 5_000,
  });
  const result = await new Promise<{ readonly code: number }>((resolve) => exporter.export(spans, resolve));
  await exporter.shutdown();
  return result;
}

async function token(scope: CreatedToken['scope']): Promise<string> {
  return (await product.api<CreatedToken>('/api/tokens', 'POST', { name: `for ${scope}`, scope })).token;
}

async function alertNote(name: string): Promise<LiveCommitment> {
  const { commitments } = await product.api<LiveGuide>('/api/systems/ferry/guide');
  const found = commitments.find(({ kind, text }) => kind === 'alert' && text.includes(name));
  if (found === undefined)
    throw new Error(`The guide has no alert ${name}: ${commitments.map(({ text }) => text).join('; ')}`);
  return found;
}

function incidents(): Promise<IncidentSummary[]> {
  return product.api<IncidentSummary[]>('/api/incidents?state=all');
}

function detail(id: string): Promise<IncidentDetail> {
  return product.api<IncidentDetail>(`/api/incidents/${id}`);
}
