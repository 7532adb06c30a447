import { sql } from 'kysely';
import type { Database } from './store.ts';

/**
 * Tells every replica that something people look at has changed; inside a transaction, when that commits. `change`
 * names the thing only: a NOTIFY holds 8,000 bytes.
 */
export async function notifyChange(database: Database, change: object): Promise<void> {
  await sql`select pg_notify('runproof_change', ${JSON.stringify(change)})`.execute(database);
}
