import type { Indicator, Plan } from '../../plan/plan.ts';

/** What is measured for a commitment, and what of it is drawn. */
export interface Measured {
  readonly indicator: Indicator;
  readonly drawn: Indicator;
  /** In `unit`: what the value is held against. */
  readonly limit: number | null;
  /** Of what is drawn. */
  readonly unit: string | null;
}

const known = new WeakMap<Plan, ReadonlyMap<string, Measured>>();

/** By commitment: everything of a plan that is measured. */
export function measuredOf(plan: Plan): ReadonlyMap<string, Measured> {
  const measured = known.get(plan) ?? findMeasured(plan);
  known.set(plan, measured);
  return measured;
}

function findMeasured({ checks, measures, objectives, rules }: Plan): Map<string, Measured> {
  const measured = new Map<string, Measured>();
  // Of a commitment that is several of these, the last counts; of several checks the first.
  for (const { id, commitmentId, maxLatencyMs } of checks) {
    if (commitmentId === null || measured.has(commitmentId)) continue;
    const latency: Indicator = { source: 'probe', checkIds: [id], statistic: 'latency' };
    measured.set(commitmentId, { indicator: latency, drawn: latency, limit: maxLatencyMs, unit: 'ms' });
  }
  for (const { id, indicator, threshold, unit } of measures) measured.set(id, asDrawn(indicator, threshold, unit));
  for (const { id, indicator, target, unit } of objectives) measured.set(id, asDrawn(indicator, target, unit));
  for (const { id, indicator, threshold, unit } of rules) measured.set(id, asDrawn(indicator, threshold, unit));
  return measured;
}

function asDrawn(indicator: Indicator, limit: number | null, unit: string | null): Measured {
  // Health is one or the other: its line is how fast the answers came.
  return indicator.source === 'probe' && indicator.statistic === 'health'
    ? { indicator, drawn: { ...indicator, statistic: 'latency' }, limit, unit: 'ms' }
    : { indicator, drawn: indicator, limit, unit };
}
