import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { OperationalError } from '../../plan/error.ts';
import { StateChanged } from './conflict.ts';
import { connectionSettings, unreachable } from './connection.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** Where a repository function reads and writes: the store itself, or a transaction of it. */
export type Database = Kysely<Tables>;

export interface Store {
  readonly database: Database;
  /** For LISTEN, which needs a connection of its own. */
  readonly url: string;
  /**
   * All of `work` or nothing. When somebody else changed what it read (a compare-and-set that lost, a second unresolved
   * incident, a deadlock), it is rolled back and runs again, so it must read what it decides on itself.
   */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Rejects with `database-unreachable` when the database does not answer within a few seconds. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly url: string;
  /** Epoch milliseconds, written beside the migrations that this opening carries out. */
  readonly now: number;
  readonly log?: (line: string) => void;
  readonly connections?: number;
}

const TRANSACTION_ATTEMPTS = 6;
/** serialization_failure, deadlock_detected (PostgreSQL documentation, appendix A). */
const TRY_AGAIN = new Set(['40001', '40P01']);

/**
 * Opens the store and brings its schema up to date.
 *
 * @throws OperationalError `database-unreachable`; `data-folder-newer` when a newer version has written to it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const log = options.log ?? (() => {});
  const pool = new pg.Pool({ ...connectionSettings(options.url), max: options.connections ?? 12 });
  // An idle connection that breaks is replaced; whoever uses one next hears about it.
  pool.on('error', (error) => log(`a database connection broke: ${error.message}`));
  try {
    await migrate(pool, options.now, log);
  } catch (error) {
    await pool.end();
    throw error instanceof OperationalError ? error : unreachable(options.url, error);
  }
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    database,
    url: options.url,
    transaction: (work) => transaction(database, work),
    ping: async () => {
      await pool.query('select 1').catch((error: unknown) => {
        throw unreachable(options.url, error);
      });
    },
    close: () => database.destroy(),
  };
}

/**
 * Asks whether the database is there, and changes nothing.
 *
 * @throws OperationalError `database-unreachable`
 */
export async function requireDatabase(url: string): Promise<void> {
  const client = new pg.Client(connectionSettings(url));
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(url, error);
  } finally {
    await client.end();
  }
}

async function transaction<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (attempt === TRANSACTION_ATTEMPTS || !isWorthAnotherTry(error)) throw error;
    }
  }
}

function isWorthAnotherTry(error: unknown): boolean {
  if (error instanceof StateChanged) return true;
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== undefined && TRY_AGAIN.has(code)) return true;
  // unique_violation: another replica opened the incident, or took its number, first.
  return code === '23505' && (constraint === 'incident_one_unresolved' || constraint === 'incident_number_key');
}
