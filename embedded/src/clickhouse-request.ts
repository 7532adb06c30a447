import type { IncomingMessage } from 'node:http';
import { createGunzip, createInflate } from 'node:zlib';
import { ClickHouseFailure } from './clickhouse-failure.ts';

/** One statement as it came over ClickHouse's HTTP interface. */
export interface Statement {
  readonly sql: string;
  readonly queryId: string | null;
  readonly database: string;
  /** Output format when the statement names none. */
  readonly format: string;
  /** Values of `{name:Type}`, escaped as in TSV, as the protocol sends them. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
}

const LARGEST_BODY_BYTES = 128 * 1024 * 1024;

/** Parameters of the HTTP interface itself, and settings that mean something to it only; the engine has no use for them. */
const OF_THE_PROTOCOL = new Set([
  'buffer_size',
  'client_protocol_version',
  'compress',
  'database',
  'decompress',
  'default_format',
  'enable_http_compression',
  'http_headers_progress_interval_ms',
  'log_comment',
  'password',
  'query',
  'query_id',
  'quota_key',
  'role',
  'send_progress_in_http_headers',
  'user',
  'wait_end_of_query',
]);

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads https://clickhouse.com/docs/interfaces/http: the statement is `?query=` followed by the body. */
export async function readStatement(request: IncomingMessage): Promise<Statement> {
  const search = new URL(request.url ?? '/', 'http://localhost').searchParams;
  if (search.has('session_id'))
    throw new ClickHouseFailure(
      48,
      'NOT_IMPLEMENTED',
      'The embedded ClickHouse keeps no sessions; leave session_id out',
    );
  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of search) {
    if (OF_THE_PROTOCOL.has(name)) continue;
    if (!NAME.test(name)) throw new ClickHouseFailure(115, 'UNKNOWN_SETTING', `Not the name of a setting: ${name}`);
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else settings.set(name, value);
  }
  const body = await readBody(request);
  const query = search.get('query') ?? '';
  return {
    sql: query && body ? `${query}\n${body}` : query + body,
    queryId: search.get('query_id'),
    database: search.get('database') ?? header(request, 'x-clickhouse-database') ?? 'default',
    format: search.get('default_format') ?? header(request, 'x-clickhouse-format') ?? 'TabSeparated',
    parameters,
    settings,
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const encoding = header(request, 'content-encoding') ?? 'identity';
  const unpacked =
    encoding === 'gzip'
      ? request.pipe(createGunzip())
      : encoding === 'deflate'
        ? request.pipe(createInflate())
        : request;
  if (unpacked === request && encoding !== 'identity')
    throw new ClickHouseFailure(
      48,
      'NOT_IMPLEMENTED',
      `The embedded ClickHouse does not unpack ${encoding}; send gzip`,
    );
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES)
      throw new ClickHouseFailure(
        307,
        'TOO_MANY_BYTES',
        `A request may hold ${LARGEST_BODY_BYTES} bytes; send less at once`,
      );
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ClickHouseFailure(48, 'NOT_IMPLEMENTED', 'The embedded ClickHouse takes text formats only, in UTF-8');
  }
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
}
