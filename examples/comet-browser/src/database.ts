import type { Telemetry } from '@runproof/kit/telemetry';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';

export interface Database {
  readonly pool: pg.Pool;
  /** `operation` is the short name telemetry knows the call by, `SELECT sessions`; parameters stay out of it. */
  query<Row extends pg.QueryResultRow>(operation: string, statement: string, values?: unknown[]): Promise<Row[]>;
}

/** The guide's pool of 10 and overflow of 5; this driver knows one bound. */
const POOL_SIZE = 15;
/** Instances that start together wait for each other on this key. */
const SCHEMA_LOCK = 41_020;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS browse_sessions (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id integer NOT NULL,
    device text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
  );
  CREATE INDEX IF NOT EXISTS idx_sessions_user_id ON browse_sessions (user_id);
  CREATE INDEX IF NOT EXISTS idx_sessions_created_at ON browse_sessions (created_at);
  CREATE TABLE IF NOT EXISTS browse_visits (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id integer NOT NULL REFERENCES browse_sessions ON DELETE CASCADE,
    url text NOT NULL,
    title text NOT NULL,
    seconds integer NOT NULL CHECK (seconds >= 0)
  );
  CREATE INDEX IF NOT EXISTS idx_visits_session_id ON browse_visits (session_id);
  CREATE TABLE IF NOT EXISTS session_summaries (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id integer NOT NULL REFERENCES browse_sessions ON DELETE CASCADE,
    requested_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    result jsonb
  );
  CREATE INDEX IF NOT EXISTS idx_summaries_pending ON session_summaries (id) WHERE finished_at IS NULL;
`;

export function openDatabase(url: string, telemetry: Telemetry, log: FastifyBaseLogger): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    // The guide recycles connections after an hour.
    maxLifetimeSeconds: 3_600,
  });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  const { hostname, port } = new URL(url);
  const server = { system: 'postgresql', serverAddress: hostname, serverPort: Number(port || 5432) };
  return {
    pool,
    async query<Row extends pg.QueryResultRow>(operation: string, statement: string, values: unknown[] = []) {
      const { rows } = await telemetry.dependency({ ...server, operation }, () => pool.query<Row>(statement, values));
      return rows;
    },
  };
}

/** Makes the tables where they are missing. */
export async function createSchema({ pool }: Database): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
    await client.query(SCHEMA);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {}); // The connection may be what failed.
    throw error;
  } finally {
    client.release();
  }
}
