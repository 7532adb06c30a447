import { timestamp } from './instant.ts';
import type { Database } from './store.ts';

/** A fault that somebody injected, so that a report can tell it from a real one. */
export interface FaultRow {
  readonly kind: string;
  readonly beganAt: number;
  readonly endedAt: number | null;
}

/** A fault of a kind that is on already goes on as it began. */
export async function beginFault(database: Database, systemId: string, kind: string, now: number): Promise<void> {
  await database
    .insertInto('fault')
    .values({ system_id: systemId, kind, began_at: timestamp(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends every fault of the system. */
export async function endFaults(database: Database, systemId: string, now: number): Promise<void> {
  await database
    .updateTable('fault')
    .set({ ended_at: timestamp(now) })
    .where('system_id', '=', systemId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Newest first. */
export async function listFaults(database: Database, systemId: string, limit: number): Promise<FaultRow[]> {
  return database
    .selectFrom('fault')
    .select(['kind', 'began_at as beganAt', 'ended_at as endedAt'])
    .where('system_id', '=', systemId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
