import type { AlertFields, CheckFields, Commitment, MetricFields, Op } from '../plan/commitment.ts';
import type { CanonicalMetric } from '../plan/metric-name.ts';
import type { AlertRule } from '../plan/plan.ts';
import { type EvidenceRecord, newest } from './evidence.ts';
import { evidenceFreshSeconds, FRESH_READING_SECONDS, lookFreshSeconds } from './freshness.ts';
import type { Figure, Proof, ProofInput } from './proof.ts';
import { ageInWords, clockTime, durationInWords, figure, metricInWords } from './words.ts';

/** The state one commitment wears, and why. Nothing is `holds` for lack of evidence. */
export function proveCommitment(input: ProofInput): Proof {
  const { commitment, standing } = input.planned;
  if (standing.state === 'stated') return proof(input, { state: 'stated', summary: '' });
  if (standing.state === 'needs-input') return proof(input, { state: 'needs-input', summary: standing.hint });
  switch (commitment.kind) {
    case 'check':
      return proveCheck(input, commitment);
    case 'metric':
      return proveMetric(input, commitment);
    case 'alert':
      return proveAlert(input, commitment);
    case 'objective':
      return proveObjective(input, commitment.sli);
    case 'error-budget':
      return proveBudget(input);
    case 'rotation':
      return proveRotation(input);
    default:
      return proveByDeeds(input, commitment);
  }
}

function proveCheck(input: ProofInput, check: CheckFields): Proof {
  const { look, now, plan, planned } = input;
  if (look === null || look.ok === null) return proof(input, { state: 'unproven', summary: 'not checked yet' });
  const intervalSeconds = plan.checks.find((one) => one.commitmentId === planned.commitment.id)?.intervalSeconds ?? 0;
  const seen = {
    evidenceAt: look.at,
    since: look.since ?? null,
    value: look.value === null ? null : figureOf(look.value, 'ms'),
    threshold: check.maxLatencyMs === null ? null : limit('<=', check.maxLatencyMs, 'ms'),
  };
  const age = ageInWords(look.at, now);
  if (isOlder(look.at, now, lookFreshSeconds(intervalSeconds))) {
    return proof(input, { ...seen, state: 'stale', summary: `last checked ${age}` });
  }
  if (!look.ok) {
    const lasting = look.since == null ? age : `failing ${durationInWords(now - look.since)}`;
    return proof(input, { ...seen, state: 'failing', summary: joined(lasting, look.message) });
  }
  if (check.maxLatencyMs !== null && look.value !== null && look.value > check.maxLatencyMs) {
    return proof(input, { ...seen, state: 'failing', summary: `${age} · slower than promised` });
  }
  return proof(input, { ...seen, state: 'holds', summary: age });
}

function proveMetric(input: ProofInput, metric: MetricFields): Proof {
  const { look, now, plan, planned } = input;
  if (look === null || look.samples === 0 || look.value === null) {
    return proof(input, { state: 'unproven', summary: noTelemetry(metric.metric) });
  }
  const measure = plan.measures.find((one) => one.id === planned.commitment.id);
  const op = measure?.op ?? null;
  const bound = measure?.threshold ?? null;
  const unit = measure?.unit ?? null;
  const seen = {
    evidenceAt: look.at,
    value: figureOf(look.value, unit),
    threshold: op === null || bound === null ? null : limit(op, bound, unit),
  };
  const age = ageInWords(look.at, now);
  if (isOlder(look.at, now, FRESH_READING_SECONDS)) {
    return proof(input, { ...seen, state: 'stale', summary: `last seen ${age}` });
  }
  const isKept = op === null || bound === null || isKeptBy(metric.metric, look.value, op, bound);
  return proof(input, { ...seen, state: isKept ? 'holds' : 'failing', summary: age });
}

function proveAlert(input: ProofInput, commitment: AlertFields): Proof {
  const { alert, now, plan, planned } = input;
  const rule = plan.rules.find((one) => one.id === planned.commitment.id);
  const fired = newest(input.evidence, 'fired');
  const known = {
    threshold: rule === undefined || rule.threshold === null ? null : trigger(rule),
    provenAt: fired?.outcome === 'held' ? fired.at : null,
  };
  if (alert === null || rule === undefined)
    return proof(input, { ...known, state: 'unproven', summary: 'not judged yet' });

  const reading = alert.lastReading;
  const seen = {
    ...known,
    since: alert.since,
    evidenceAt: reading?.at ?? null,
    value: reading === null ? null : alertValue(rule, reading.value, reading.ok),
  };
  if (alert.phase === 'firing') {
    const page = alert.page ?? null;
    const paged = page === null ? 'nobody paged yet' : `paged ${page.role} ${clockTime(page.at, now, plan.timeZone)}`;
    const blind = alert.noDataSince === null ? '' : 'no data now';
    const summary = joined(`firing ${durationInWords(now - alert.since)}`, paged, blind);
    return proof(input, { ...seen, state: 'failing', summary });
  }
  if (reading === null) return proof(input, { ...seen, state: 'unproven', summary: noTelemetry(commitment.metric) });
  if (alert.phase === 'no-data') {
    const since = alert.noDataSince ?? alert.since;
    return proof(input, { ...seen, state: 'stale', summary: `no data for ${durationInWords(now - since)}` });
  }
  const age = ageInWords(alert.lastLookAt, now);
  if (isOlder(alert.lastLookAt, now, lookFreshSeconds(rule.evaluateEverySeconds))) {
    return proof(input, { ...seen, state: 'stale', summary: `last judged ${age}` });
  }
  const holding =
    alert.phase === 'pending' && alert.conditionSince !== null
      ? `true for ${durationInWords(now - alert.conditionSince)} of ${durationInWords(rule.windowSeconds * 1000)}`
      : '';
  return proof(input, { ...seen, state: 'holds', summary: joined(age, holding, provenInWords(fired, input)) });
}

/** More of these is better. Of everything else that guides put a bare limit on, less is. */
const MORE_IS_BETTER: ReadonlySet<string> = new Set<CanonicalMetric>([
  'availability',
  'health',
  'request_rate',
  'disk_free',
  'certificate_expiry',
  'cache_hit_ratio',
]);

/**
 * A bare limit does not say on which side the good is: "CPU > 80 %" names what to look out for, "cache hits > 80 %" what
 * to reach. For the canonical metrics that is known; any other limit is taken as what to reach.
 */
function isKeptBy(metric: string, value: number, op: Op, bound: number): boolean {
  const isWithinBound = isWithin(value, op, bound);
  if (metric.startsWith('x:') || op === '==') return isWithinBound;
  const isFloor = op.startsWith('>');
  return isFloor === MORE_IS_BETTER.has(metric) ? isWithinBound : !isWithinBound;
}

function provenInWords(fired: EvidenceRecord | null, { now, plan }: ProofInput): string {
  if (fired === null) return 'not proven to page yet';
  if (fired.outcome === 'failed') return `failed to page ${clockTime(fired.at, now, plan.timeZone)}`;
  if (fired.measuredSeconds === null) return `proven ${clockTime(fired.at, now, plan.timeZone)}`;
  return `fires in ${durationInWords(fired.measuredSeconds * 1000)}, proven`;
}

function proveObjective(input: ProofInput, sli: string): Proof {
  const { objective, now, plan, planned } = input;
  const planObjective = plan.objectives.find((one) => one.id === planned.commitment.id);
  const threshold =
    planObjective === undefined ? null : limit(planObjective.op, planObjective.target, planObjective.unit);
  if (objective === null || objective.value === null) {
    return proof(input, { threshold, state: 'unproven', summary: noTelemetry(sli) });
  }
  const seen = { threshold, evidenceAt: objective.at, value: figureOf(objective.value, planObjective?.unit ?? null) };
  const age = ageInWords(objective.at, now);
  if (isOlder(objective.at, now, FRESH_READING_SECONDS)) {
    return proof(input, { ...seen, state: 'stale', summary: `last measured ${age}` });
  }
  const over = planObjective === undefined ? '' : `over ${durationInWords(planObjective.windowSeconds * 1000)}`;
  return proof(input, { ...seen, state: objective.state === 'met' ? 'holds' : 'failing', summary: joined(age, over) });
}

function proveBudget(input: ProofInput): Proof {
  const { budget, now } = input;
  if (budget === null || budget.burnRate === null) {
    return proof(input, { state: 'unproven', summary: 'nothing measured yet to spend it on' });
  }
  const seen = {
    evidenceAt: budget.at,
    value: figureOf(Math.max(0, budget.remainingShare * 100), '%'),
    threshold: {
      number: budget.allowedSeconds,
      unit: 's',
      text: `of ${durationInWords(budget.allowedSeconds * 1000)}`,
    },
  };
  const burning = `burning at ${figure(budget.burnRate, null)}×`;
  if (isOlder(budget.at, now, FRESH_READING_SECONDS)) {
    return proof(input, { ...seen, state: 'stale', summary: `last measured ${ageInWords(budget.at, now)}` });
  }
  if (budget.remainingShare <= 0) return proof(input, { ...seen, state: 'failing', summary: `used up · ${burning}` });
  const left = `${durationInWords(budget.remainingSeconds * 1000)} left`;
  return proof(input, { ...seen, state: 'holds', summary: joined(left, burning) });
}

function proveRotation(input: ProofInput): Proof {
  const { shift, now, plan } = input;
  if (shift === null) return proof(input, { state: 'failing', summary: 'nobody is on call' });
  const summary = `${shift.member} until ${clockTime(shift.until, now, plan.timeZone)}`;
  return proof(input, { state: 'holds', evidenceAt: now, summary });
}

/** What people do is proved by their having done it, until that is too long ago. */
function proveByDeeds(input: ProofInput, commitment: Commitment): Proof {
  const { evidence, now, plan } = input;
  const last = decisive(evidence);
  const freshSeconds = evidenceFreshSeconds(commitment.kind);
  if (last === null)
    return proof(input, { state: 'unproven', summary: NOT_YET[commitment.kind] ?? 'nothing shows it yet' });
  const seen = {
    evidenceAt: last.at,
    since: last.at,
    provenAt: last.outcome === 'held' ? last.at : null,
    value:
      last.measuredSeconds === null
        ? null
        : { number: last.measuredSeconds, unit: 's', text: durationInWords(last.measuredSeconds * 1000) },
    threshold:
      last.allowedSeconds === null
        ? null
        : { number: last.allowedSeconds, unit: 's', text: `of ${durationInWords(last.allowedSeconds * 1000)}` },
  };
  const summary = joined(clockTime(last.at, now, plan.timeZone), last.detail);
  if (last.outcome === 'failed') return proof(input, { ...seen, state: 'failing', summary });
  if (freshSeconds !== null && isOlder(last.at, now, freshSeconds)) {
    const due = `due every ${freshSeconds / 86_400} days`;
    return proof(input, { ...seen, state: 'stale', summary: joined(`last proven ${ageInWords(last.at, now)}`, due) });
  }
  return proof(input, { ...seen, state: 'holds', summary });
}

/** Of the newest occasion, what failed counts before what held. */
function decisive(evidence: readonly EvidenceRecord[]): EvidenceRecord | null {
  const last = newest(evidence);
  if (last === null || last.incidentId === null) return last;
  const failed = evidence.filter((record) => record.incidentId === last.incidentId && record.outcome === 'failed');
  return newest(failed) ?? last;
}

const NOT_YET: Partial<Record<Commitment['kind'], string>> = {
  severity: 'no incident of this class yet',
  escalation: 'never needed yet · rehearse to try it',
  contact: 'not reached yet',
  runbook: 'never run yet',
  procedure: 'never run yet',
  command: 'never run yet',
  backup: 'no drill has restored it yet',
  recovery: 'no drill has measured it yet',
};

function proof(input: ProofInput, found: Pick<Proof, 'state' | 'summary'> & Partial<Proof>): Proof {
  return {
    commitmentId: input.planned.commitment.id,
    value: null,
    threshold: null,
    since: null,
    evidenceAt: null,
    provenAt: null,
    ...found,
  };
}

function trigger(rule: AlertRule): Figure {
  const number = rule.threshold ?? 0;
  const text = rule.op === '==' ? `not ${figure(number, rule.unit)}` : `of ${figure(number, rule.unit)}`;
  return { number, unit: rule.unit, text };
}

function alertValue(rule: AlertRule, value: number | null, ok: boolean | null): Figure | null {
  if (value !== null) return figureOf(value, rule.unit);
  return ok === null ? null : { number: null, unit: null, text: ok ? 'healthy' : 'failing' };
}

function figureOf(number: number, unit: string | null): Figure {
  return { number, unit, text: figure(number, unit) };
}

function limit(op: Op, number: number, unit: string | null): Figure {
  return { number, unit, text: `${op === '==' ? 'must be' : 'of'} ${figure(number, unit)}` };
}

function isWithin(value: number, op: Op, limitValue: number): boolean {
  if (op === '==') return value === limitValue;
  if (op.startsWith('>')) return op === '>' ? value > limitValue : value >= limitValue;
  return op === '<' ? value < limitValue : value <= limitValue;
}

function isOlder(at: number, now: number, seconds: number): boolean {
  return now - at > seconds * 1000;
}

function noTelemetry(metric: string): string {
  return `no telemetry names ${metricInWords(metric)}`;
}

function joined(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== null && part !== '').join(' · ');
}
