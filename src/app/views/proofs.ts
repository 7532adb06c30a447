import { onCall, type Shift } from '../../calendar/on-call.ts';
import type { Reading } from '../../judge/reading.ts';
import type { Plan, PlannedCommitment } from '../../plan/plan.ts';
import { planIndex } from '../../plan/plan-index.ts';
import type { EvidenceKind, EvidenceRecord } from '../../prove/evidence.ts';
import type { AlertLook, Look, Proof } from '../../prove/proof.ts';
import { proveCommitment } from '../../prove/prove-commitment.ts';
import type { IncidentState } from '../../respond/incident.ts';
import { type EvidenceRow, listLatestEvidence } from '../../store/postgres/evidence.ts';
import { findUnresolvedIncident } from '../../store/postgres/incidents.ts';
import type { Database } from '../../store/postgres/store.ts';
import { budgetLook, objectiveLook } from '../operate/objectives.ts';
import type { Operation } from '../operate/operation.ts';

/** Every commitment of a system with its proof, and what the proofs rest on. */
export interface ProvenSystem {
  readonly proofs: ReadonlyMap<string, Proof>;
  /** The unresolved one. */
  readonly incident: IncidentState | null;
  readonly shift: Shift | null;
  /** Rules that have an alert in the incident. */
  readonly inIncident: ReadonlySet<string>;
}

export async function proveSystem(database: Database, operation: Operation, now: number): Promise<ProvenSystem> {
  const { plan } = operation;
  const [rows, stored] = await Promise.all([
    listLatestEvidence(database, operation.id),
    findUnresolvedIncident<IncidentState>(database, operation.id),
  ]);
  const incident = stored?.state ?? null;
  const inIncident = new Set(incident?.alerts.map(({ ruleId }) => ruleId));
  const delivered = incident?.pages.findLast(({ deliveredAt }) => deliveredAt !== null);
  const evidence = new Map<string, EvidenceRecord[]>();
  for (const row of rows)
    evidence.set(row.commitmentId, [...(evidence.get(row.commitmentId) ?? []), evidenceRecord(row)]);
  const shift = plan.rotation === null ? null : onCall(plan.rotation, plan.rotation.members, now);
  const proofs = new Map<string, Proof>();
  for (const planned of plan.commitments) {
    const { id } = planned.commitment;
    const proof = proveCommitment({
      ...{ plan, planned, now, shift },
      look: lookAt(operation, planned),
      alert: alertLook(operation, id, inIncident.has(id) ? delivered : undefined),
      objective: objectiveLook(operation, id, operation.readings.get(id) ?? null),
      budget: budgetLook(operation, planned, operation.readings.get(id) ?? null),
      evidence: evidence.get(id) ?? [],
    });
    proofs.set(id, proof);
  }
  return { proofs, incident, shift, inIncident };
}

function lookAt(operation: Operation, { commitment }: PlannedCommitment): Look | null {
  if (commitment.kind !== 'check') return readingLook(operation.readings.get(commitment.id) ?? null);
  const check = planIndex(operation.plan).checks.get(commitment.id);
  // A dependency that the bindings name is looked at once, for whichever line speaks of it.
  const result = operation.latest(check?.id ?? commitment.id);
  if (result === null) return null;
  const { at, latencyMs, ok, message } = result;
  return { at, value: latencyMs, ok, samples: 1, message, since: operation.outcomeSince.get(result.checkId) ?? null };
}

function readingLook(reading: Reading | null): Look | null {
  if (reading === null) return null;
  // A probe's health has no number of its own: it is read as reachable or not, in percent.
  const value = reading.value ?? (reading.ok === null ? null : reading.ok ? 100 : 0);
  return { at: reading.at, value, ok: reading.ok, samples: reading.samples };
}

/** @param delivered the last page that reached somebody, where the alert is part of what it was for */
function alertLook(
  operation: Operation,
  ruleId: string,
  delivered: IncidentState['pages'][number] | undefined,
): AlertLook | null {
  const state = operation.alerts.get(ruleId);
  if (state === undefined) return null;
  const page = delivered?.deliveredAt == null ? null : { role: delivered.recipient.role, at: delivered.deliveredAt };
  return { ...state, page };
}

export function evidenceRecord(row: EvidenceRow): EvidenceRecord {
  const detail = row.detail as {
    measuredSeconds?: number | null;
    allowedSeconds?: number | null;
    incidentId?: string | null;
  };
  return {
    commitmentId: row.commitmentId,
    at: row.at,
    kind: row.kind as EvidenceKind,
    outcome: row.outcome,
    detail: row.summary,
    measuredSeconds: detail.measuredSeconds ?? null,
    allowedSeconds: detail.allowedSeconds ?? null,
    incidentId: detail.incidentId ?? null,
  };
}

/** Commitments of each state, for the outline's sums. */
export function countStates(plan: Plan, proofs: ReadonlyMap<string, Proof>): Record<Proof['state'], number> {
  const counts = { holds: 0, failing: 0, stale: 0, unproven: 0, 'needs-input': 0, stated: 0 };
  for (const { commitment } of plan.commitments) counts[proofs.get(commitment.id)?.state ?? 'unproven'] += 1;
  return counts;
}
