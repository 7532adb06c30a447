/**
 * The child process of the embedded ClickHouse: chDB behind ClickHouse's HTTP interface, on loopback, for whoever has
 * the key. The parent sends one message to start it; it ends when the parent does.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClickHouseFailure, failureOf } from './clickhouse-failure.ts';
import { readStatement } from './clickhouse-request.ts';
import { ClickHouseSessions } from './clickhouse-sessions.ts';

export interface StartMessage {
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  readonly key: string;
}

export type StartedMessage = { readonly port: number } | { readonly failure: string; readonly code: string | null };

// Not exit: that waits for statements that are running, perhaps for ever. What was acknowledged survives a kill.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A Ctrl-C goes to the whole terminal; the parent decides when its store stops.
process.on('SIGINT', () => {});
process.once('message', (message: StartMessage) => {
  try {
    serve(message);
  } catch (error) {
    refuse(error);
  }
});

function serve({ folder, port, key }: StartMessage): void {
  const sessions = new ClickHouseSessions(folder);
  const server = createServer((request, response) => void answer(sessions, key, request, response));
  // Rather longer than the client keeps its idle sockets, so that it is the one that closes.
  server.keepAliveTimeout = 65_000;
  server.on('error', refuse);
  server.listen(port, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }));
}

async function answer(
  sessions: ClickHouseSessions,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/ping') {
    response.end('Ok.\n');
    return;
  }
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the client went away'));
  });
  try {
    if (!hasKey(request, key))
      throw new ClickHouseFailure(
        516,
        'AUTHENTICATION_FAILED',
        'default: Authentication failed: the key is wrong or missing',
      );
    const statement = await readStatement(request);
    if (statement.queryId) response.setHeader('X-ClickHouse-Query-Id', statement.queryId);
    const format = /\bformat\s+(\w+)\s*;?\s*$/i.exec(statement.sql)?.[1] ?? statement.format;
    // An insert that turned out to have no rows: the engine would look for them elsewhere.
    const empty = /^\s*insert\b[^;]*\bformat\s+\w+\s*$/i.test(statement.sql);
    const result = empty ? null : await sessions.run(statement, gone.signal);
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('Content-Type', contentType(format));
    response.setHeader(
      'X-ClickHouse-Summary',
      JSON.stringify({
        read_rows: String(result?.rowsRead ?? 0),
        read_bytes: String(result?.bytesRead ?? 0),
        elapsed_ns: String(Math.round((result?.elapsedSeconds ?? 0) * 1e9)),
      }),
    );
    response.end(result?.bytes);
  } catch (error) {
    if (gone.signal.aborted) return;
    const { code, status, message } = failureOf(error);
    response.writeHead(status, {
      'X-ClickHouse-Exception-Code': String(code),
      'Content-Type': 'text/plain; charset=UTF-8',
    });
    response.end(`${message}\n`);
  }
}

function hasKey(request: IncomingMessage, key: string): boolean {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const decoded = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8');
  const given = request.headers['x-clickhouse-key'] ?? decoded?.slice(decoded.indexOf(':') + 1) ?? '';
  const [one, two] = [Buffer.from(String(given)), Buffer.from(key)];
  return one.length === two.length && timingSafeEqual(one, two);
}

function contentType(format: string): string {
  if (/^JSON.*EachRow$/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (format.startsWith('JSON')) return 'application/json; charset=UTF-8';
  if (format.startsWith('CSV')) return 'text/csv; charset=UTF-8; header=absent';
  return 'text/tab-separated-values; charset=UTF-8';
}

function refuse(error: unknown): void {
  const failure = error instanceof Error ? error.message : String(error);
  report({ failure, code: (error as NodeJS.ErrnoException).code ?? null });
}

function report(message: StartedMessage): void {
  process.send?.(message, () => {
    if ('failure' in message) process.exit(1);
  });
}
