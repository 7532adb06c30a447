import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type pg from 'pg';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly up: string;
  readonly down: string;
}

export interface MigrationState {
  readonly number: number;
  readonly name: string;
  /** ISO time, or null while the migration is pending. */
  readonly appliedAt: string | null;
}

/** Instances and operators that migrate at the same moment wait for each other on this key. */
const MIGRATION_LOCK = 41_050;

/** The folder is found by the package's name: compiled code lies elsewhere than its SQL. */
export function migrationsFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@runproof/example-fleet-management/package.json');
  return join(dirname(manifest), 'migrations');
}

/** Reads `0001_name.up.sql` with its `0001_name.down.sql`, in order of their numbers. */
export function readMigrations(folder = migrationsFolder()): readonly Migration[] {
  const migrations = readdirSync(folder)
    .map((file) => /^(\d{4})_([a-z0-9_]+)\.up\.sql$/.exec(file))
    .filter((match) => match !== null)
    .map(([file, number = '', name = '']) => ({
      number: Number(number),
      name,
      up: readFileSync(join(folder, file), 'utf8'),
      down: readFileSync(join(folder, file.replace(/\.up\.sql$/, '.down.sql')), 'utf8'),
    }));
  return migrations.sort((a, b) => a.number - b.number);
}

/** Applies what is pending, each in a transaction of its own. Returns what was applied. */
export async function migrateUp(client: pg.ClientBase, all = readMigrations()): Promise<readonly Migration[]> {
  return locked(client, async () => {
    const applied = await appliedNumbers(client);
    const pending = all.filter(({ number }) => !applied.has(number));
    for (const migration of pending)
      await inTransaction(client, migration.up, 'INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [
        migration.number,
        migration.name,
      ]);
    return pending;
  });
}

/** Takes the newest applied migration back. Returns it, or null where none is applied. */
export async function migrateDown(client: pg.ClientBase, all = readMigrations()): Promise<Migration | null> {
  return locked(client, async () => {
    const applied = await appliedNumbers(client);
    const newest = Math.max(0, ...applied);
    if (newest === 0) return null;
    const migration = all.find(({ number }) => number === newest);
    if (migration === undefined)
      throw new Error(`Migration ${newest} is applied but has no file here: check out the release that brought it.`);
    await inTransaction(client, migration.down, 'DELETE FROM schema_migrations WHERE number = $1', [newest]);
    return migration;
  });
}

export async function migrationStatus(
  client: pg.ClientBase,
  all = readMigrations(),
): Promise<readonly MigrationState[]> {
  return locked(client, async () => {
    const { rows } = await client.query<{ number: number; applied_at: Date }>(
      'SELECT number, applied_at FROM schema_migrations',
    );
    const times = new Map(rows.map((row) => [row.number, row.applied_at.toISOString()]));
    return all.map(({ number, name }) => ({ number, name, appliedAt: times.get(number) ?? null }));
  });
}

/**
 * A fresh database gets its tables at the first start. One that has some is left to the operator's
 * `migrate:up`, so that a restart never takes a rollback back.
 */
export async function migrateFreshDatabase(client: pg.ClientBase): Promise<'migrated' | 'left-to-operator'> {
  const status = await migrationStatus(client);
  if (status.some(({ appliedAt }) => appliedAt !== null)) return 'left-to-operator';
  await migrateUp(client);
  return 'migrated';
}

async function appliedNumbers(client: pg.ClientBase): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ number: number }>('SELECT number FROM schema_migrations');
  return new Set(rows.map(({ number }) => number));
}

async function inTransaction(client: pg.ClientBase, script: string, record: string, values: unknown[]): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(script);
    await client.query(record, values);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function locked<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migrations (
         number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}
