import { refusal } from '../../act/refusal.ts';
import type { IncidentDetail, IncidentSummary } from '../../api/contract/incident.ts';
import type { IncidentService, Outcome } from '../../api/services.ts';
import type { RespondEvent } from '../../respond/event.ts';
import { REFUSALS } from '../../respond/event.ts';
import type { IncidentState } from '../../respond/incident.ts';
import { findIncident, listIncidents, listTimeline, type StoredIncident } from '../../store/postgres/incidents.ts';
import { findPageByLink } from '../../store/postgres/pages.ts';
import { listRuns } from '../../store/postgres/runs.ts';
import { measuredInWords, nextPage } from '../incident-words.ts';
import { iso, isoOrNull } from '../instant.ts';
import type { Operation } from '../operate/operation.ts';
import { respond } from '../operate/respond.ts';
import type { Surroundings } from '../operate/surroundings.ts';
import { hashOfSecret } from '../secret-text.ts';
import { runbookWords } from './runbook-words.ts';
import { runSummary } from './runs.ts';

const MOST_LISTED = 500;
const MOST_RUNS = 100;

export function incidentService(surroundings: Surroundings): IncidentService {
  const { store, operations, clock } = surroundings;

  const detail = async (incidentId: string): Promise<IncidentDetail | null> => {
    const stored = await findIncident<IncidentState>(store.database, incidentId);
    return stored === null ? null : incidentDetail(surroundings, stored);
  };
  const happen = async (incidentId: string, event: RespondEvent): Promise<Outcome<IncidentDetail> | null> => {
    const stored = await findIncident<IncidentState>(store.database, incidentId);
    const operation = operations.get(stored?.state.systemId ?? '');
    if (stored === null) return null;
    if (operation === undefined)
      return { refused: `${stored.state.systemId} is not operated by this process any more.` };
    const decision = await store.transaction((database) =>
      respond(database, operation, incidentId, event, clock.now()),
    );
    if (REFUSALS.has(decision.reason)) return { refused: decision.sentence ?? decision.reason };
    const done = await detail(incidentId);
    return done === null ? null : { done };
  };

  return {
    async list({ systemId, open }) {
      const stored = await listIncidents<IncidentState>(store.database, {
        systemId,
        unresolvedOnly: open,
        limit: MOST_LISTED,
      });
      return stored.map((incident) => incidentSummary(incident, operations));
    },
    one: detail,
    acknowledge: (incidentId, by, via) => happen(incidentId, { type: 'acknowledged', by, via }),
    resolve: (incidentId, by, note) =>
      happen(incidentId, { type: 'resolve-requested', by, note, force: note !== null && note.trim() !== '' }),
    async note(incidentId, by, text) {
      const outcome = await happen(incidentId, { type: 'note', by, text });
      return outcome !== null && 'done' in outcome ? outcome.done : null;
    },
    async byPageToken(token) {
      const page = await findPageByLink(store.database, hashOfSecret(token), clock.now());
      const stored = page === null ? null : await findIncident<IncidentState>(store.database, page.incidentId);
      if (page === null || stored === null) return null;
      const { id, number, title, severity, systemName, openedAt, state, acknowledgedBy } = incidentSummary(
        stored,
        operations,
      );
      return {
        incidentId: id,
        number,
        title,
        severity,
        systemName,
        openedAt,
        state,
        acknowledgedBy,
        recipient: page.recipient,
      };
    },
  };
}

function incidentSummary(
  { number, state }: StoredIncident<IncidentState>,
  operations: ReadonlyMap<string, Operation>,
): IncidentSummary {
  return {
    id: state.id,
    number,
    systemId: state.systemId,
    systemName: operations.get(state.systemId)?.plan.systemName ?? state.systemId,
    title: state.title,
    severity: state.severity,
    state: shownState(state),
    openedAt: iso(state.openedAt),
    acknowledgedAt: isoOrNull(state.acknowledgement?.at ?? state.firstAcknowledgedAt),
    acknowledgedBy: state.acknowledgement?.by ?? null,
    recoveredAt: isoOrNull(state.recoveredAt),
    resolvedAt: isoOrNull(state.resolution?.at ?? null),
  };
}

/** Acknowledged is beside the phase; people read one word. */
function shownState({ phase, acknowledgement }: IncidentState): IncidentSummary['state'] {
  return phase === 'open' && acknowledgement !== null ? 'acknowledged' : phase;
}

async function incidentDetail(
  { store, operations }: Surroundings,
  stored: StoredIncident<IncidentState>,
): Promise<IncidentDetail> {
  const { state } = stored;
  const operation = operations.get(state.systemId);
  const [timeline, runs] = await Promise.all([
    listTimeline(store.database, state.id),
    listRuns(store.database, { systemId: null, incidentId: state.id, limit: MOST_RUNS }),
  ]);
  const next = nextPage(operation?.plan, state);
  const firing = state.alerts.filter(({ resolvedAt }) => resolvedAt === null);
  return {
    ...incidentSummary(stored, operations),
    alerts: state.alerts.map((alert) => {
      const measured = measuredInWords(operation?.plan, alert);
      return {
        ruleId: alert.ruleId,
        name: alert.name,
        firing: alert.resolvedAt === null,
        firedAt: iso(alert.firedAt),
        resolvedAt: isoOrNull(alert.resolvedAt),
        measured: `${measured.value} when it fired (guide: ${measured.condition})`,
        commitmentId: alert.ruleId,
      };
    }),
    acknowledgeBy: isoOrNull(acknowledgeBy(state, operation)),
    nextEscalation: next === null ? null : { at: iso(next.at), role: next.role },
    resolvable: {
      yes: state.phase !== 'resolved' && firing.length === 0,
      reason:
        state.phase === 'resolved'
          ? 'It is resolved.'
          : firing.length === 0
            ? null
            : `${firing.map(({ name }) => name).join(', ')} still fires.`,
    },
    timeline: timeline.map(({ at, kind, text, by }) => ({ at: iso(at), kind, text, by })),
    runbooks: runbooksOf(state, operation),
    runs: runs.map((run) => runSummary(run)),
  };
}

/** Counted from the first alert of the incident's severity: nobody can be late for a P0 that was a P2 until now. */
function acknowledgeBy(state: IncidentState, operation: Operation | undefined): number | null {
  if (state.acknowledgement !== null || state.phase !== 'open') return null;
  const severity = operation?.plan.severities.find(({ level }) => level === state.severity);
  if (severity?.responseSeconds == null) return null;
  const fired = state.alerts.filter((alert) => alert.severity === state.severity).map(({ firedAt }) => firedAt);
  return (fired.length === 0 ? state.openedAt : Math.min(...fired)) + severity.responseSeconds * 1_000;
}

function runbooksOf(state: IncidentState, operation: Operation | undefined): IncidentDetail['runbooks'] {
  if (operation === undefined) return [];
  const { plan, system } = operation;
  const places = new Map(plan.commitments.map(({ commitment }) => [commitment.id, commitment]));
  return state.runbookIds.flatMap((id) => {
    const runbook = plan.runbooks.find((candidate) => candidate.id === id);
    const within = places.get(id);
    if (runbook === undefined || within === undefined) return [];
    const shown = runbook.commandIds
      .flatMap((commandId) => {
        const command = plan.commands.find((candidate) => candidate.id === commandId);
        const place = places.get(commandId);
        return command === undefined || place === undefined ? [] : [{ command, place }];
      })
      .sort((a, b) => a.place.line - b.place.line);
    const blocks = shown.map(({ place }) => place);
    const { before, after } = runbookWords(system.markdown, within, blocks, runbook.symptoms);
    const commands = shown.map(({ command, place: { id: commandId, line } }, index) => {
      const { language, runnable, effect } = command;
      return {
        id: commandId,
        before: [...(before[index] ?? [])],
        line,
        language,
        source: command.bound ?? command.source,
        runnable,
        refusal: refusal(command)?.message ?? null,
        effect,
        interactive: command.interactive.map(({ words, needs }) => ({ words, needs })),
      };
    });
    return [{ id, title: runbook.title, symptoms: [...runbook.symptoms], commands, after: [...after] }];
  });
}
