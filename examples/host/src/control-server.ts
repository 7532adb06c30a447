import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';
import { formatLogLine } from './host-log.ts';
import { operations } from './operations.ts';

/**
 * Control over a Unix socket that only this user can open: `POST /VERB` with JSON in and out, and
 * `GET /logs?source=&sinceMs=&limit=&follow=1` as plain lines. Verbs run one after the other.
 */
const maxBodyBytes = 64 * 1024;

export async function serveControl(host: Host, socketPath: string): Promise<Server> {
  if (await answers(socketPath)) {
    throw new HostError(`${host.config.name} runs already (its control socket answers); stop that one first.`);
  }
  rmSync(socketPath, { force: true });
  let queue: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://control');
    if (request.method === 'GET' && url.pathname === '/logs') return streamLogs(host, url, request, response);
    const turn = queue.then(() => answer(host, request, url.pathname.slice(1)));
    queue = turn.catch(() => {});
    turn.then(
      (result) => send(response, 200, result ?? null),
      (error: Error) => {
        if (!(error instanceof HostError)) host.log.line('host', `control: ${error.stack ?? error.message}`);
        send(response, 400, { error: error.message });
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  return server;
}

async function answer(host: Host, request: IncomingMessage, verb: string): Promise<unknown> {
  const operation = Object.hasOwn(operations, verb) ? operations[verb] : undefined;
  if (!operation)
    throw new HostError(`The host knows no verb "${verb}"; it knows ${Object.keys(operations).join(', ')}.`);
  const input = operation.input.safeParse(await readJson(request));
  if (!input.success) {
    throw new HostError(
      input.error.issues.map(({ path, message }) => `${path.join('.') || verb}: ${message}`).join('; '),
    );
  }
  return operation.run(host, input.data as never);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new HostError('The request is too large.');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new HostError('The request is not JSON.');
  }
}

function streamLogs(host: Host, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const source = url.searchParams.get('source') ?? undefined;
  const number = (name: string): number | undefined => {
    const given = url.searchParams.get(name);
    return given === null ? undefined : Number(given);
  };
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  const engine = host.engines.find(({ role }) => role === source);
  if (engine?.logFile) response.write(lastLinesOf(engine.logFile, number('limit') ?? 1_000));
  const lines = host.log.recent({ source, sinceMs: number('sinceMs'), limit: number('limit') });
  for (const line of lines) response.write(`${formatLogLine(line)}\n`);
  if (url.searchParams.get('follow') !== '1') {
    response.end();
    return;
  }
  const unfollow = host.log.follow((line) => {
    if (source === undefined || line.source.startsWith(source)) response.write(`${formatLogLine(line)}\n`);
  });
  request.once('close', unfollow);
}

/** Of a server's own log, which may be long: from its last 256 kB. */
function lastLinesOf(file: string, limit: number): string {
  if (!existsSync(file)) return '';
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, 256 * 1024));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    const lines = buffer.toString('utf8').trimEnd().split('\n');
    return limit > 0 ? `${lines.slice(-limit).join('\n')}\n` : '';
  } finally {
    closeSync(handle);
  }
}

function send(response: ServerResponse, statusCode: number, body: unknown): void {
  response.writeHead(statusCode, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
