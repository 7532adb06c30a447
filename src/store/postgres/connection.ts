import pg from 'pg';
import { OperationalError } from '../../plan/error.ts';
import { epochMilliseconds } from './instant.ts';

const TIMESTAMPTZ = pg.types.builtins.TIMESTAMPTZ;
const INT8 = pg.types.builtins.INT8;

/** Our own reading of two types, without touching the driver's settings for anybody else. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === TIMESTAMPTZ) return epochMilliseconds;
    // Identities and counts; nothing here reaches 2^53.
    if (oid === INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

/** A hung database must be seen as down within seconds, and a transaction left open must not hold its locks. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    types,
    application_name: 'runproof',
    options: '-c timezone=UTC',
    connectionTimeoutMillis: 10_000,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  };
}

export function unreachable(url: string, cause: unknown): OperationalError {
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
  return new OperationalError(
    'database-unreachable',
    `The database ${withoutPassword(url)} does not answer (${reason}); start it, or correct DATABASE_URL.`,
    cause,
  );
}

/** For messages and logs. */
function withoutPassword(url: string): string {
  try {
    const { protocol, host, pathname, searchParams } = new URL(url);
    return `${protocol}//${searchParams.get('host') ?? host}${pathname}`;
  } catch {
    return 'of DATABASE_URL (which is not a URL)';
  }
}
