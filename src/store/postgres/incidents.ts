import { type Selectable, sql } from 'kysely';
import { StateChanged } from './conflict.ts';
import { timestamp, timestampOrNull } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

/** What the store needs of an incident's state to list it and to hold its constraints. `respond` has the rest. */
export interface IncidentFacts {
  readonly id: string;
  readonly systemId: string;
  readonly title: string;
  readonly severity: string;
  readonly phase: 'open' | 'recovered' | 'resolved';
  readonly openedAt: number;
  readonly acknowledgement: { readonly at: number; readonly by: string } | null;
  readonly recoveredAt: number | null;
  readonly resolution: { readonly at: number; readonly by: string } | null;
}

export interface StoredIncident<State> {
  /** Counted over the installation, from 1: what people say aloud. */
  readonly number: number;
  readonly state: State;
  /** Grows with every save; what a save must name to replace it. */
  readonly version: number;
}

export interface TimelineRow {
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  readonly by: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Any number that nothing else in the database uses. */
const NUMBER_LOCK = 727_002;

/**
 * Opens an incident, inside a transaction. Where the system has an unresolved one already the transaction fails, and
 * `Store.transaction` runs it again, when it will find that one.
 */
export async function insertIncident<State extends IncidentFacts>(
  database: Database,
  state: State,
): Promise<StoredIncident<State>> {
  // Numbers without gaps: a sequence would skip one with every rollback.
  await sql`select pg_advisory_xact_lock(${NUMBER_LOCK})`.execute(database);
  const row = await database
    .insertInto('incident')
    .values((eb) => ({
      number: eb.selectFrom('incident').select(sql<number>`coalesce(max(number), 0) + 1`.as('next')),
      id: state.id,
      system_id: state.systemId,
      opened_at: timestamp(state.openedAt),
      version: 1,
      ...changingColumns(state),
    }))
    .returning('number')
    .executeTakeFirstOrThrow();
  return { number: row.number, state, version: 1 };
}

/**
 * Replaces the state that was read as `expectedVersion`. Returns the new version.
 *
 * @throws StateChanged when it is not that one any more.
 */
export async function saveIncident<State extends IncidentFacts>(
  database: Database,
  state: State,
  expectedVersion: number,
): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('incident')
    .set({ ...changingColumns(state), version: expectedVersion + 1 })
    .where('id', '=', state.id)
    .where('version', '=', expectedVersion)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new StateChanged(`Incident ${state.id}`);
  return expectedVersion + 1;
}

export async function findIncident<State>(database: Database, id: string): Promise<StoredIncident<State> | null> {
  const row = await database.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? incidentOf<State>(row) : null;
}

/** The one that a new alert of the system joins; null when all is resolved. */
export async function findUnresolvedIncident<State>(
  database: Database,
  systemId: string,
): Promise<StoredIncident<State> | null> {
  const row = await database
    .selectFrom('incident')
    .selectAll()
    .where('system_id', '=', systemId)
    .where('phase', '<>', 'resolved')
    .executeTakeFirst();
  return row ? incidentOf<State>(row) : null;
}

/** Newest first. */
export async function listIncidents<State>(
  database: Database,
  filter: { readonly systemId: string | null; readonly unresolvedOnly: boolean; readonly limit: number },
): Promise<StoredIncident<State>[]> {
  let query = database.selectFrom('incident').selectAll();
  if (filter.systemId !== null) query = query.where('system_id', '=', filter.systemId);
  if (filter.unresolvedOnly) query = query.where('phase', '<>', 'resolved');
  const rows = await query.orderBy('opened_at', 'desc').orderBy('number', 'desc').limit(filter.limit).execute();
  return rows.map((row) => incidentOf<State>(row));
}

export async function appendTimeline(
  database: Database,
  incidentId: string,
  entries: readonly TimelineRow[],
): Promise<void> {
  if (entries.length === 0) return;
  await database
    .insertInto('incident_event')
    .values(
      entries.map((entry) => ({
        incident_id: incidentId,
        at: timestamp(entry.at),
        kind: entry.kind,
        text: entry.text,
        by: entry.by,
        data: JSON.stringify(entry.data),
      })),
    )
    .execute();
}

/** Oldest first. */
export async function listTimeline(database: Database, incidentId: string): Promise<TimelineRow[]> {
  const rows = await database
    .selectFrom('incident_event')
    .select(['at', 'kind', 'text', 'by', 'data'])
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
}

function changingColumns(state: IncidentFacts) {
  return {
    title: state.title,
    severity: state.severity,
    phase: state.phase,
    acknowledged_at: timestampOrNull(state.acknowledgement?.at ?? null),
    acknowledged_by: state.acknowledgement?.by ?? null,
    recovered_at: timestampOrNull(state.recoveredAt),
    resolved_at: timestampOrNull(state.resolution?.at ?? null),
    resolved_by: state.resolution?.by ?? null,
    state: JSON.stringify(state),
  };
}

function incidentOf<State>(row: Selectable<Tables['incident']>): StoredIncident<State> {
  return { number: row.number, state: row.state as State, version: row.version };
}
