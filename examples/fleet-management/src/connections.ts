import type { Telemetry } from '@runproof/kit/telemetry';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Logger } from 'pino';

/** PostgreSQL and Redis as the service uses them: every call is told to telemetry under a short name. */
export interface Connections {
  readonly pool: pg.Pool;
  readonly redis: Redis;
  /** `operation` has few different values, `SELECT vehicles`; the parameters stay out of telemetry. */
  query<Row extends pg.QueryResultRow>(operation: string, statement: string, values?: unknown[]): Promise<Row[]>;
  /** A call to the cache. Null when the cache does not answer: it makes things fast, nothing depends on it. */
  cache<T>(operation: string, call: (redis: Redis) => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}

/** As the guide's runbook "Database connection pool exhausted" states it before its remedy. */
const POOL_SIZE = 20;

export function openConnections(databaseUrl: string, redisUrl: string, telemetry: Telemetry, log: Logger): Connections {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  const redis = new Redis(redisUrl, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  // ioredis repeats this error at every attempt to connect; the first of a series is enough.
  let isLost = false;
  redis.on('error', (error: Error) => {
    if (!isLost) log.warn({ reason: error.message }, 'Redis connection refused or lost');
    isLost = true;
  });
  redis.on('ready', () => {
    isLost = false;
  });
  const databaseAddress = addressOf(databaseUrl);
  const redisAddress = addressOf(redisUrl);
  return {
    pool,
    redis,
    async query<Row extends pg.QueryResultRow>(operation: string, statement: string, values: unknown[] = []) {
      const call = { system: 'postgresql', operation, ...databaseAddress };
      const { rows } = await telemetry.dependency(call, () => pool.query<Row>(statement, values));
      return rows;
    },
    async cache(operation, call) {
      try {
        return await telemetry.dependency({ system: 'redis', operation, ...redisAddress }, () => call(redis));
      } catch {
        return null; // Counted by telemetry, logged above.
      }
    },
    async close() {
      redis.disconnect();
      await pool.end();
    },
  };
}

function addressOf(url: string): { serverAddress: string; serverPort?: number } {
  const { hostname, port } = new URL(url);
  return port === '' ? { serverAddress: hostname } : { serverAddress: hostname, serverPort: Number(port) };
}
