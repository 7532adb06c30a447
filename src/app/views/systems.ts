import { refusal } from '../../act/refusal.ts';
import type {
  CommitmentDetail,
  LiveCommitment,
  LiveGuide,
  OpenBinding,
  SystemSummary,
} from '../../api/contract/system.ts';
import type { SystemService } from '../../api/services.ts';
import type { OpenBinding as PlannedBinding } from '../../plan/open-binding.ts';
import type { AlertRule, Plan, PlannedCommitment } from '../../plan/plan.ts';
import { planIndex } from '../../plan/plan-index.ts';
import { readingOf } from '../../plan/reading.ts';
import type { Proof } from '../../prove/proof.ts';
import { listEvidence } from '../../store/postgres/evidence.ts';
import { iso, isoOrNull } from '../instant.ts';
import { injectFault } from '../operate/faults.ts';
import type { Operation } from '../operate/operation.ts';
import type { Surroundings } from '../operate/surroundings.ts';
import { historyOf } from './history.ts';
import { countStates, type ProvenSystem, proveSystem } from './proofs.ts';
import { sparklines } from './sparklines.ts';

const EVIDENCE_SHOWN = 50;

export function systemService(surroundings: Surroundings): SystemService {
  const { operations, clock, store } = surroundings;
  const prove = (operation: Operation) => proveSystem(store.database, operation, clock.now());
  return {
    list: () =>
      Promise.all(
        [...operations.values()]
          .toSorted((a, b) => a.plan.systemName.localeCompare(b.plan.systemName))
          .map(async (operation) => summary(operation, await prove(operation), clock.now())),
      ),
    async one(systemId) {
      const operation = operations.get(systemId);
      return operation === undefined ? null : summary(operation, await prove(operation), clock.now());
    },
    async guide(systemId) {
      const operation = operations.get(systemId);
      return operation === undefined ? null : liveGuide(surroundings, operation, await prove(operation));
    },
    async commitment(systemId, commitmentId) {
      const operation = operations.get(systemId);
      const planned = operation?.plan.commitments.find(({ commitment }) => commitment.id === commitmentId);
      if (operation === undefined || planned === undefined) return null;
      const lines = await sparklines(surroundings, operation);
      return detail(surroundings, operation, planned, await prove(operation), lines);
    },
    fault: async (systemId, fault) => {
      const operation = operations.get(systemId);
      return operation === undefined ? null : injectFault(surroundings, operation, fault);
    },
  };
}

async function liveGuide(surroundings: Surroundings, operation: Operation, proven: ProvenSystem): Promise<LiveGuide> {
  const { plan, system } = operation;
  const lines = await sparklines(surroundings, operation);
  return {
    system: summary(operation, proven, surroundings.clock.now()),
    guide: system.guide.guide,
    markdown: system.markdown,
    commitments: plan.commitments.map((planned) => liveCommitment(operation, planned, proven, lines)),
    diagnostics: [...plan.diagnostics],
  };
}

async function detail(
  surroundings: Surroundings,
  operation: Operation,
  planned: PlannedCommitment,
  proven: ProvenSystem,
  lines: ReadonlyMap<string, readonly (number | null)[]>,
): Promise<CommitmentDetail> {
  const { id } = planned.commitment;
  const [evidence, history] = await Promise.all([
    listEvidence(surroundings.store.database, operation.id, id, EVIDENCE_SHOWN),
    historyOf(surroundings, operation, id),
  ]);
  const { commitment, standing } = planned;
  const isOpen = standing.state === 'needs-input';
  return {
    commitment: liveCommitment(operation, planned, proven, lines),
    section: [...commitment.section],
    needs: isOpen ? [...standing.needs] : [],
    hint: isOpen ? standing.hint : null,
    bindings: isOpen ? standing.bindings.map(openBinding) : [],
    reading: readingOf(commitment),
    compiled: { ...commitment },
    ...history,
    evidence: evidence.map(({ at, kind, outcome, summary }) => ({ at: iso(at), kind, outcome, summary })),
  };
}

function liveCommitment(
  operation: Operation,
  { commitment }: PlannedCommitment,
  proven: ProvenSystem,
  lines: ReadonlyMap<string, readonly (number | null)[]>,
): LiveCommitment {
  const { id, kind, line, endLine, text } = commitment;
  const proof = proven.proofs.get(id) as Proof;
  const command = planIndex(operation.plan).commands.get(id);
  return {
    ...{ id, kind, line, endLine, text },
    state: proof.state,
    value: proof.value?.text ?? null,
    threshold: proof.threshold?.text ?? null,
    summary: proof.summary,
    evidenceAt: isoOrNull(proof.evidenceAt),
    since: isoOrNull(proof.since),
    incidentId: proven.inIncident.has(id) ? (proven.incident?.id ?? null) : null,
    sparkline: [...(lines.get(id) ?? [])],
    command:
      command === undefined
        ? null
        : {
            language: command.language,
            runnable: command.runnable,
            refusal: refusal(command)?.message ?? null,
            effect: command.effect,
            interactive: command.interactive.map(({ words, needs }) => ({ words, needs })),
          },
  };
}

function summary(operation: Operation, proven: ProvenSystem, now: number): SystemSummary {
  const { plan } = operation;
  const first = plan.escalation.levels[0];
  return {
    id: plan.systemId,
    name: plan.systemName,
    environment: plan.environment,
    timeZone: plan.timeZone,
    ...stateOf(operation, proven, now),
    checks: plan.checks.map((check) => {
      const result = operation.latest(check.id);
      return {
        name: check.name,
        ok: result?.ok ?? null,
        latencyMs: result?.latencyMs ?? null,
        at: isoOrNull(result?.at ?? null),
      };
    }),
    counts: countStates(plan, proven.proofs),
    openIncidents: proven.incident === null ? 0 : 1,
    onCall:
      proven.shift !== null
        ? { role: proven.shift.member, until: iso(proven.shift.until) }
        : first === undefined
          ? null
          : { role: first.role, until: null },
    appliedAt: iso(operation.appliedAt),
    problems: [...operation.problems],
  };
}

function openBinding({ path, label, kind, secret, prefill }: PlannedBinding): OpenBinding {
  return { path: [...path], label, kind, secret, prefill: prefill === null ? null : { ...prefill } };
}

/** The system does not answer, or its guide calls what is wrong the worst there is. */
function meansDown({ severities }: Plan, { severity, op, indicator }: AlertRule): boolean {
  return severity === severities[0]?.level || (op === 'fails' && indicator.source === 'probe');
}

/** Checks older than this many of their intervals say nothing about now. */
const FRESH_INTERVALS = 3;

function stateOf(
  operation: Operation,
  { incident }: ProvenSystem,
  now: number,
): Pick<SystemSummary, 'state' | 'reason'> {
  const { plan } = operation;
  const firing = plan.rules.filter(({ id }) => operation.alerts.get(id)?.phase === 'firing');
  if (firing.length > 0)
    return {
      state: firing.some((rule) => meansDown(plan, rule)) ? 'down' : 'degraded',
      reason: `${firing.map(({ name }) => name).join(', ')} ${firing.length === 1 ? 'is' : 'are'} firing.`,
    };
  const failing = plan.checks.filter(({ id }) => operation.latest(id)?.ok === false);
  if (failing.length > 0)
    return {
      state: 'degraded',
      reason: `${failing.map(({ name }) => name).join(', ')}: ${operation.latest(failing[0]?.id ?? '')?.message ?? 'fails'}.`,
    };
  const pending = plan.rules.filter(({ id }) => operation.alerts.get(id)?.phase === 'pending');
  if (pending.length > 0)
    return {
      state: 'degraded',
      reason: `${pending.map(({ name }) => name).join(', ')}: true, and not yet for long enough to fire.`,
    };
  const fresh = plan.checks.filter(
    (check) => now - (operation.latest(check.id)?.at ?? 0) <= check.intervalSeconds * FRESH_INTERVALS * 1_000,
  );
  if (plan.checks.length === 0)
    return { state: 'unknown', reason: 'The guide names no check that is bound; give baseUrl in runproof.yaml.' };
  if (fresh.length === 0) return { state: 'unknown', reason: 'Nothing has been checked yet.' };
  if (incident !== null)
    return { state: 'healthy', reason: `All ${fresh.length} checks pass; the incident can be resolved.` };
  return {
    state: 'healthy',
    reason: `${fresh.length === 1 ? 'The check passes' : `All ${fresh.length} checks pass`}.`,
  };
}
