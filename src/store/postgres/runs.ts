import { type Selectable, sql } from 'kysely';
import { instant, timestamp, timestampOrNull } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

type RunState = Tables['run']['state'];
export type RunEnd = Exclude<RunState, 'queued' | 'running'>;

/** One execution of one command of a guide. */
export interface RunRow {
  readonly id: string;
  readonly systemId: string;
  readonly incidentId: string | null;
  readonly commandId: string;
  /** What ran, with placeholders filled in. */
  readonly source: string;
  readonly state: RunState;
  readonly startedBy: string;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly exitCode: number | null;
  readonly sandbox: 'bubblewrap' | 'none' | null;
  readonly reason: string | null;
  readonly cancelRequestedAt: number | null;
}

/** A run to be carried out; `refusal` makes it one that was refused, kept so that it is seen. */
export async function createRun(
  database: Database,
  run: Pick<RunRow, 'systemId' | 'incidentId' | 'commandId' | 'source' | 'startedBy'> & {
    readonly refusal: string | null;
  },
  now: number,
): Promise<RunRow> {
  const row = await database
    .insertInto('run')
    .values({
      system_id: run.systemId,
      incident_id: run.incidentId,
      command_id: run.commandId,
      source: run.source,
      state: run.refusal === null ? 'queued' : 'refused',
      started_by: run.startedBy,
      queued_at: timestamp(now),
      ended_at: timestampOrNull(run.refusal === null ? null : now),
      reason: run.refusal,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return runOf(row);
}

/** Queued → running. Null when it is not queued (any more): a step is never begun twice. */
export async function beginRun(
  database: Database,
  id: string,
  lease: { readonly owner: string; readonly until: number },
  sandbox: 'bubblewrap' | 'none',
  now: number,
): Promise<RunRow | null> {
  const row = await database
    .updateTable('run')
    .set({
      state: 'running',
      started_at: timestamp(now),
      sandbox,
      lease_owner: lease.owner,
      lease_until: timestamp(lease.until),
    })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return row ? runOf(row) : null;
}

/** Says that its process still lives, and hears whether somebody wants it cancelled. */
export async function keepRun(
  database: Database,
  id: string,
  lease: { readonly owner: string; readonly until: number },
): Promise<'go-on' | 'cancel' | 'lease-lost'> {
  const row = await database
    .updateTable('run')
    .set({ lease_until: timestamp(lease.until) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('lease_owner', '=', lease.owner)
    .returning('cancel_requested_at')
    .executeTakeFirst();
  if (!row) return 'lease-lost';
  return row.cancel_requested_at === null ? 'go-on' : 'cancel';
}

/** Null when it had ended already: the first end counts. */
export async function endRun(
  database: Database,
  id: string,
  end: { readonly state: RunEnd; readonly exitCode: number | null; readonly reason: string | null },
  now: number,
): Promise<RunRow | null> {
  const row = await database
    .updateTable('run')
    .set({
      state: end.state,
      exit_code: end.exitCode,
      reason: end.reason,
      ended_at: timestamp(now),
      lease_owner: null,
      lease_until: null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
  return row ? runOf(row) : null;
}

/** A queued run is cancelled at once, a running one is asked to end. Null when it has ended, or there is none. */
export async function requestCancel(
  database: Database,
  id: string,
  reason: string,
  now: number,
): Promise<RunRow | null> {
  const queued = await database
    .updateTable('run')
    .set({ state: 'cancelled', ended_at: timestamp(now), reason })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  if (queued) return runOf(queued);
  const running = await database
    .updateTable('run')
    .set({ cancel_requested_at: timestamp(now) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst();
  return running ? runOf(running) : null;
}

/** Runs whose process died: nobody knows how far they came, so they are shown, and never begun again. */
export async function interruptAbandonedRuns(database: Database, now: number): Promise<RunRow[]> {
  const rows = await database
    .updateTable('run')
    .set({
      state: 'interrupted',
      ended_at: timestamp(now),
      reason: 'The process that ran it died; how far it came is not known.',
      lease_owner: null,
      lease_until: null,
    })
    .where('state', '=', 'running')
    .where('lease_until', '<=', instant(now))
    .returningAll()
    .execute();
  return rows.map(runOf);
}

export async function findRun(database: Database, id: string): Promise<RunRow | null> {
  // As text: an id from an address may be anything.
  const row = await database.selectFrom('run').selectAll().where(sql<string>`id::text`, '=', id).executeTakeFirst();
  return row ? runOf(row) : null;
}

/** Newest first. */
export async function listRuns(
  database: Database,
  filter: { readonly systemId: string | null; readonly incidentId: string | null; readonly limit: number },
): Promise<RunRow[]> {
  let query = database.selectFrom('run').selectAll();
  if (filter.systemId !== null) query = query.where('system_id', '=', filter.systemId);
  if (filter.incidentId !== null) query = query.where('incident_id', '=', filter.incidentId);
  const rows = await query.orderBy('queued_at', 'desc').limit(filter.limit).execute();
  return rows.map(runOf);
}

function runOf(row: Selectable<Tables['run']>): RunRow {
  return {
    id: row.id,
    systemId: row.system_id,
    incidentId: row.incident_id,
    commandId: row.command_id,
    source: row.source,
    state: row.state,
    startedBy: row.started_by,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    exitCode: row.exit_code,
    sandbox: row.sandbox,
    reason: row.reason,
    cancelRequestedAt: row.cancel_requested_at,
  };
}
