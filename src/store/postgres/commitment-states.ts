import { sql } from 'kysely';
import { timestamp, timestampOrNull } from './instant.ts';
import type { Database } from './store.ts';

/** Where a commitment stands, as last computed. */
export interface CommitmentStateRow {
  readonly commitmentId: string;
  readonly state: string;
  /** Since when it is in this state; kept by the store while the state stays. */
  readonly since: number;
  readonly value: number | null;
  readonly evidenceAt: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** `since` counts only where the state is another than the stored one. */
export async function saveCommitmentStates(
  database: Database,
  systemId: string,
  states: readonly CommitmentStateRow[],
  now: number,
): Promise<void> {
  if (states.length === 0) return;
  await database
    .insertInto('commitment_state')
    .values(
      states.map((one) => ({
        system_id: systemId,
        commitment_id: one.commitmentId,
        state: one.state,
        since: timestamp(one.since),
        value: one.value,
        evidence_at: timestampOrNull(one.evidenceAt),
        detail: JSON.stringify(one.detail),
        updated_at: timestamp(now),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['system_id', 'commitment_id']).doUpdateSet((eb) => ({
        since: sql<string>`case when commitment_state.state = excluded.state then commitment_state.since else excluded.since end`,
        state: eb.ref('excluded.state'),
        value: eb.ref('excluded.value'),
        evidence_at: sql<string>`excluded.evidence_at`,
        detail: sql<string>`excluded.detail`,
        updated_at: sql<string>`excluded.updated_at`,
      })),
    )
    .execute();
}

export async function listCommitmentStates(database: Database, systemId: string): Promise<CommitmentStateRow[]> {
  const rows = await database
    .selectFrom('commitment_state')
    .selectAll()
    .where('system_id', '=', systemId)
    .orderBy('commitment_id')
    .execute();
  return rows.map((row) => ({
    commitmentId: row.commitment_id,
    state: row.state,
    since: row.since,
    value: row.value,
    evidenceAt: row.evidence_at,
    detail: row.detail as Record<string, unknown>,
  }));
}

/** Commitments that are in the guide no more. */
export async function deleteCommitmentStatesExcept(
  database: Database,
  systemId: string,
  commitmentIds: readonly string[],
): Promise<void> {
  let query = database.deleteFrom('commitment_state').where('system_id', '=', systemId);
  if (commitmentIds.length > 0) query = query.where('commitment_id', 'not in', commitmentIds);
  await query.execute();
}
