import type { ChangeEvent } from '../../api/contract/event.ts';
import { onCall } from '../../calendar/on-call.ts';
import { evidenceOf } from '../../prove/evidence-of.ts';
import { type Decision, decide } from '../../respond/decide.ts';
import type { RespondEvent, Roster, TimelineEntry } from '../../respond/event.ts';
import type { IncidentState } from '../../respond/incident.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import { enqueueEffects } from '../../store/postgres/effects.ts';
import { appendEvidence } from '../../store/postgres/evidence.ts';
import {
  appendTimeline,
  findIncident,
  findUnresolvedIncident,
  insertIncident,
  listTimeline,
  type StoredIncident,
  saveIncident,
} from '../../store/postgres/incidents.ts';
import type { Database } from '../../store/postgres/store.ts';
import type { Operation } from './operation.ts';

/**
 * Decides what an event means for an incident, and stores the new state, its timeline, its evidence and the effects in
 * the caller's transaction: all of it, or nothing. `incidentId` null is the system's unresolved one, or none.
 */
export async function respond(
  database: Database,
  operation: Operation,
  incidentId: string | null,
  event: RespondEvent,
  now: number,
): Promise<Decision> {
  const stored =
    incidentId === null
      ? await findUnresolvedIncident<IncidentState>(database, operation.id)
      : await findIncident<IncidentState>(database, incidentId);
  const decision = decide(operation.plan, stored?.state ?? null, event, now, rosterOf(operation));
  const { incident } = decision;
  if (incident === null || incident === stored?.state) return decision;

  await save(database, incident, stored);
  await appendTimeline(database, incident.id, decision.timeline);
  await enqueueEffects(database, decision.effects, now);
  if (decision.reason === 'resolved') await storeEvidence(database, operation, incident);
  await notifyChange(database, {
    type: 'incident',
    incidentId: incident.id,
    systemId: operation.id,
  } satisfies ChangeEvent);
  return decision;
}

export function rosterOf({ plan }: Operation): Roster {
  return {
    onCall: (at) =>
      plan.rotation === null ? null : (onCall(plan.rotation, plan.rotation.members, at)?.member ?? null),
  };
}

async function save(
  database: Database,
  incident: IncidentState,
  stored: StoredIncident<IncidentState> | null,
): Promise<void> {
  if (stored === null || stored.state.id !== incident.id) await insertIncident(database, incident);
  else await saveIncident(database, incident, stored.version);
}

/** What a resolved incident has shown of the guide: it fired, paged, was acknowledged and restored in time, or not. */
async function storeEvidence(database: Database, operation: Operation, incident: IncidentState): Promise<void> {
  const timeline = await listTimeline(database, incident.id);
  const records = evidenceOf(operation.plan, incident, timeline as TimelineEntry[]);
  await appendEvidence(
    database,
    operation.id,
    records.map(({ commitmentId, at, kind, outcome, detail, measuredSeconds, allowedSeconds }) => ({
      ...{ commitmentId, at, kind, outcome, summary: detail },
      detail: { measuredSeconds, allowedSeconds, incidentId: incident.id },
    })),
  );
}
