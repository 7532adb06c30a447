import type { Database } from './store.ts';

/** A value of the installation, kept as JSON; null when it was never set. */
export async function readSetting<T>(database: Database, key: string): Promise<T | null> {
  const row = await database.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row ? (row.value as T) : null;
}

export async function writeSetting(database: Database, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await database
    .insertInto('setting')
    .values({ key, value: text })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: text }))
    .execute();
}

/** Sets a value that must be made once for all replicas (a signing key); returns the one that was first. */
export async function settingOnce<T>(database: Database, key: string, value: T): Promise<T> {
  await database
    .insertInto('setting')
    .values({ key, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await database.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return row.value as T;
}
