import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { OperationalError } from '../../plan/error.ts';
import { timestamp } from './instant.ts';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Up from here and down again, so that it is the same folder from `src/` and from `dist/`: the compiler copies no SQL. */
const FOLDER = new URL('../../../src/store/postgres/migrations/', import.meta.url);
/** Any number that nothing else in the database uses: replicas that start together migrate one after the other. */
const LOCK = 727_001;

/**
 * Brings the schema up to date, a transaction a migration. Nothing is done when it is.
 *
 * @throws OperationalError `data-folder-newer` when the schema is of a newer version than this program.
 */
export async function migrate(pool: pg.Pool, now: number, log: (line: string) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    try {
      await applyMissing(client, knownMigrations(), now, log);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    client.release();
  }
}

async function applyMissing(
  client: pg.PoolClient,
  known: readonly Migration[],
  now: number,
  log: (line: string) => void,
): Promise<void> {
  await client.query(
    'create table if not exists schema_version (version integer primary key, name text not null, applied_at timestamptz not null)',
  );
  const newest = await client.query<{ version: number | null }>('select max(version) as version from schema_version');
  const present = newest.rows[0]?.version ?? 0;
  const latest = known.at(-1)?.version ?? 0;
  if (present > latest)
    throw new OperationalError(
      'data-folder-newer',
      `The database was written by a newer version of Runproof (schema ${present}, this one knows ${latest}); install that version, or choose another database.`,
    );
  for (const { version, name, sql } of known) {
    if (version <= present) continue;
    log(`database schema ${version}: ${name}`);
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into schema_version (version, name, applied_at) values ($1, $2, $3)', [
        version,
        name,
        timestamp(now),
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
}

/** `0001_first.sql`, …, by number. */
function knownMigrations(): Migration[] {
  const migrations: Migration[] = [];
  for (const file of readdirSync(FOLDER).sort()) {
    const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
    if (number && name)
      migrations.push({ version: Number(number), name, sql: readFileSync(new URL(file, FOLDER), 'utf8') });
  }
  return migrations;
}
