import type { CheckFields, MetricFields, Op } from '../plan/commitment.ts';
import type { CanonicalMetric } from '../plan/metric-name.ts';
import { planIndex } from '../plan/plan-index.ts';
import { FRESH_READING_SECONDS, lookFreshSeconds } from './freshness.ts';
import { figureOf, isOlder, joined, limit, noTelemetry, proof } from './margin.ts';
import type { Proof, ProofInput } from './proof.ts';
import { durationInWords, figure } from './words.ts';

export function proveCheck(input: ProofInput, check: CheckFields): Proof {
  const { look, now, plan, planned } = input;
  if (look === null || look.ok === null) return proof(input, { state: 'unproven', summary: 'not checked yet' });
  const intervalSeconds = planIndex(plan).checks.get(planned.commitment.id)?.intervalSeconds ?? 0;
  const seen = {
    evidenceAt: look.at,
    since: look.since ?? null,
    value: look.value === null ? null : figureOf(look.value, 'ms'),
    threshold: check.maxLatencyMs === null ? null : limit('<=', check.maxLatencyMs, 'ms'),
  };
  if (isOlder(look.at, now, lookFreshSeconds(intervalSeconds))) {
    return proof(input, { ...seen, state: 'stale', summary: 'not checked since' });
  }
  if (!look.ok) return proof(input, { ...seen, state: 'failing', summary: look.message ?? '' });
  if (check.maxLatencyMs !== null && look.value !== null && look.value > check.maxLatencyMs) {
    return proof(input, { ...seen, state: 'failing', summary: 'slower than promised' });
  }
  return proof(input, { ...seen, state: 'holds', summary: '' });
}

export function proveMetric(input: ProofInput, metric: MetricFields): Proof {
  const { look, now, plan, planned } = input;
  if (look === null || look.samples === 0 || look.value === null) {
    return proof(input, { state: 'unproven', summary: noTelemetry(metric.metric) });
  }
  const measure = planIndex(plan).measures.get(planned.commitment.id);
  const op = measure?.op ?? null;
  const bound = measure?.threshold ?? null;
  const unit = measure?.unit ?? null;
  const seen = {
    evidenceAt: look.at,
    value: figureOf(look.value, unit),
    threshold: op === null || bound === null ? null : limit(op, bound, unit),
  };
  if (isOlder(look.at, now, FRESH_READING_SECONDS)) {
    return proof(input, { ...seen, state: 'stale', summary: 'not seen since' });
  }
  // Health has no limit of its own to be held against: whether it answers is the whole of it.
  const isWell = look.ok !== false || op !== null;
  const isKept = isWell && (op === null || bound === null || isKeptBy(metric.metric, look.value, op, bound));
  return proof(input, { ...seen, state: isKept ? 'holds' : 'failing', summary: '' });
}

export function proveObjective(input: ProofInput, sli: string): Proof {
  const { objective, now, plan, planned } = input;
  const planObjective = planIndex(plan).objectives.get(planned.commitment.id);
  const threshold =
    planObjective === undefined ? null : limit(planObjective.op, planObjective.target, planObjective.unit);
  if (objective === null || objective.value === null) {
    return proof(input, { threshold, state: 'unproven', summary: noTelemetry(sli) });
  }
  const seen = { threshold, evidenceAt: objective.at, value: figureOf(objective.value, planObjective?.unit ?? null) };
  if (isOlder(objective.at, now, FRESH_READING_SECONDS)) {
    return proof(input, { ...seen, state: 'stale', summary: 'not measured since' });
  }
  const over = planObjective === undefined ? '' : `over ${durationInWords(planObjective.windowSeconds * 1000)}`;
  return proof(input, { ...seen, state: objective.state === 'met' ? 'holds' : 'failing', summary: over });
}

export function proveBudget(input: ProofInput): Proof {
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
    return proof(input, { ...seen, state: 'stale', summary: 'not measured since' });
  }
  if (budget.remainingShare <= 0) return proof(input, { ...seen, state: 'failing', summary: `used up · ${burning}` });
  const left = `${durationInWords(budget.remainingSeconds * 1000)} left`;
  return proof(input, { ...seen, state: 'holds', summary: joined(left, burning) });
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

function isWithin(value: number, op: Op, limitValue: number): boolean {
  if (op === '==') return value === limitValue;
  if (op.startsWith('>')) return op === '>' ? value > limitValue : value >= limitValue;
  return op === '<' ? value < limitValue : value <= limitValue;
}
