import type { CheckOutcome } from '@runproof/kit/health';
import type { Metrics } from '@runproof/kit/metrics';
import type { Telemetry } from '@runproof/kit/telemetry';
import pg from 'pg';
import promClient from 'prom-client';

/** PostgreSQL, with every query told to telemetry under a name, and the figures that the guide asks to watch. */
export interface Database {
  /** `operation` names the query for telemetry, such as `SELECT events`. Parameters travel apart from the text. */
  query<Row extends pg.QueryResultRow>(operation: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** One connection for work that belongs together, in a transaction. */
  transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
  check(): Promise<CheckOutcome>;
  /** Whether the error says that the server is away, not that the query was wrong. */
  isOutage(error: Error & { code?: string }): boolean;
  close(): Promise<void>;
}

const slowQuerySeconds = 1;
const outageCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03']);

export function openDatabase(url: string, telemetry: Telemetry, metrics: Metrics): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    application_name: 'kilometers-api',
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`));
  const address = new URL(url);
  const server = { serverAddress: address.hostname || 'localhost', serverPort: Number(address.port) || 5432 };
  const slowQueries = new promClient.Counter({
    name: 'kilometers_slow_queries_total',
    help: 'Queries that took longer than a second.',
    registers: [metrics.registry],
  });

  const database: Database = {
    query: (operation, text, values = []) =>
      telemetry.dependency({ system: 'postgresql', operation, ...server }, async () => {
        const startedAt = performance.now();
        try {
          return (await pool.query(text, [...values])).rows;
        } finally {
          if (performance.now() - startedAt > slowQuerySeconds * 1_000) slowQueries.inc();
        }
      }),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    async check() {
      await database.query('SELECT health', 'SELECT 1');
      return { details: { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount } };
    },
    isOutage: (error) =>
      outageCodes.has(error.code ?? '') || /timeout exceeded when trying to connect|terminated/i.test(error.message),
    close: () => pool.end(),
  };
  observeServer(database, metrics);
  return database;
}

/** Connections and size, asked at each scrape; while the server is away there is no value, rather than an old one. */
function observeServer(database: Database, metrics: Metrics): void {
  figure(
    'kilometers_database_connections',
    'Active connections to the database.',
    `SELECT count(*)::int AS value FROM pg_stat_activity WHERE state = 'active'`,
  );
  figure(
    'kilometers_database_size_bytes',
    'Disk space of the database.',
    'SELECT pg_database_size(current_database()) AS value',
  );

  function figure(name: string, help: string, text: string): void {
    new promClient.Gauge({
      name,
      help,
      aggregator: 'max',
      registers: [metrics.registry],
      async collect() {
        try {
          const [row] = await database.query<{ value: number | string }>('SELECT server figures', text);
          this.set(Number(row?.value));
        } catch {
          this.remove();
        }
      },
    });
  }
}
