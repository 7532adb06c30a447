import { sql } from 'kysely';
import { timestamp } from './instant.ts';
import type { Database } from './store.ts';

/** A dated record that a commitment held or failed. */
export interface EvidenceRow {
  readonly commitmentId: string;
  readonly at: number;
  /** What showed it: `probe`, `alert`, `page`, `acknowledgement`, `run`, … */
  readonly kind: string;
  readonly outcome: 'held' | 'failed';
  /** One sentence. */
  readonly summary: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export async function appendEvidence(
  database: Database,
  systemId: string,
  evidence: readonly EvidenceRow[],
): Promise<void> {
  if (evidence.length === 0) return;
  await database
    .insertInto('evidence')
    .values(
      evidence.map((one) => ({
        system_id: systemId,
        commitment_id: one.commitmentId,
        at: timestamp(one.at),
        kind: one.kind,
        outcome: one.outcome,
        summary: one.summary,
        detail: JSON.stringify(one.detail),
      })),
    )
    .execute();
}

/** Newest first. */
export async function listEvidence(
  database: Database,
  systemId: string,
  commitmentId: string,
  limit: number,
): Promise<EvidenceRow[]> {
  const rows = await database
    .selectFrom('evidence')
    .selectAll()
    .where('system_id', '=', systemId)
    .where('commitment_id', '=', commitmentId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(evidenceOf);
}

/** The newest of each kind and outcome of every commitment: what freshness is computed from. */
export async function listLatestEvidence(database: Database, systemId: string): Promise<EvidenceRow[]> {
  const rows = await database
    .selectFrom('evidence')
    .selectAll()
    .distinctOn(['commitment_id', 'kind', 'outcome'])
    .where('system_id', '=', systemId)
    .orderBy('commitment_id')
    .orderBy('kind')
    .orderBy('outcome')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(evidenceOf);
}

/** `commitment kind at` of what is recorded with this `incidentId` in its detail, so that nothing is recorded twice. */
export async function listIncidentEvidenceKeys(
  database: Database,
  systemId: string,
  incidentId: string,
): Promise<Set<string>> {
  const rows = await database
    .selectFrom('evidence')
    .select(['commitment_id', 'kind', 'at'])
    .where('system_id', '=', systemId)
    .where(sql<string>`detail ->> 'incidentId'`, '=', incidentId)
    .execute();
  return new Set(rows.map((row) => `${row.commitment_id} ${row.kind} ${row.at}`));
}

function evidenceOf(row: {
  commitment_id: string;
  at: number;
  kind: string;
  outcome: 'held' | 'failed';
  summary: string;
  detail: object;
}): EvidenceRow {
  return {
    commitmentId: row.commitment_id,
    at: row.at,
    kind: row.kind,
    outcome: row.outcome,
    summary: row.summary,
    detail: row.detail as Record<string, unknown>,
  };
}
