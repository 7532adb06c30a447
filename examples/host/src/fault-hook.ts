import cluster from 'node:cluster';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { watchProcess } from '@runproof/kit/process-usage';
import type { FastifyInstance } from 'fastify';
import type { FaultMessage, MeasuredRequest, MeasuresMessage } from './worker-messages.ts';

/**
 * The service's side of the faults `slow`, `errors` and `leak`, and of the measures that `az monitor` and
 * `kubectl top` show. Fastify: `injectFaults(app)` right after `observeFastify`, so that telemetry sees what callers see.
 * Plain http: `if (await faultGate(request, response)) return;` first in the listener. Outside the host it does nothing.
 */
const slowMs = 3_000;
const chunkBytes = 8 * 1024 * 1024;
const usage = watchProcess();

let fault: FaultMessage['fault'] = 'none';
let measured: MeasuredRequest[] = [];
const leaked: Buffer[] = [];
let isListening = false;

export function injectFaults(app: FastifyInstance): void {
  listenToHost();
  app.addHook('onRequest', async (request) => {
    const path = pathOf(request.url);
    if (fault === 'slow' && !path.endsWith('/metrics')) await sleep(slowMs);
    if (fault === 'errors' && isBusiness(path)) throw new Error('Injected fault: this request was made to fail.');
  });
  app.addHook('onResponse', async (request, reply) => {
    measure(request.method, pathOf(request.url), reply.statusCode, reply.elapsedTime);
  });
}

/** True when the request was answered here (with 500) and the listener has nothing left to do. */
export async function faultGate(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  listenToHost();
  const path = pathOf(request.url ?? '/');
  const startedAt = performance.now();
  response.once('close', () =>
    measure(request.method ?? 'GET', path, response.statusCode, performance.now() - startedAt),
  );
  if (fault === 'slow' && !path.endsWith('/metrics')) await sleep(slowMs);
  if (fault !== 'errors' || !isBusiness(path)) return false;
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: 'Injected fault: this request was made to fail.' }));
  return true;
}

function listenToHost(): void {
  if (isListening || !cluster.isWorker) return;
  isListening = true;
  process.on('message', (message: Partial<FaultMessage> | null) => {
    if (message?.type !== 'host:fault' || !message.fault) return;
    fault = message.fault;
    if (fault === 'leak') leakUntil(message.leakPercent ?? 95);
  });
  setTimeout(report, 0);
  setInterval(report, 1_000).unref();
}

/** Really allocated and really touched, so that the reported memory is resident memory. */
function leakUntil(percent: number): void {
  if (fault !== 'leak' || usage.memoryPercent() >= percent) return;
  leaked.push(Buffer.alloc(chunkBytes, 1));
  setTimeout(() => leakUntil(percent), 20).unref();
}

function measure(method: string, path: string, status: number, milliseconds: number): void {
  if (measured.length < 1_000) measured.push({ at: Date.now(), method, path, status, milliseconds });
}

function report(): void {
  const message: MeasuresMessage = {
    type: 'host:measures',
    requests: measured,
    memoryPercent: usage.memoryPercent(),
    cpuPercent: usage.cpuPercent(),
  };
  measured = [];
  if (process.connected) process.send?.(message);
}

const isBusiness = (path: string): boolean => !path.startsWith('/health') && path !== '/metrics';
const pathOf = (url: string): string => url.split('?', 1)[0]!;
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
