import type { Indicator, Plan } from '../../plan/plan.ts';
import type { Operation } from '../operate/operation.ts';
import type { Surroundings } from '../operate/surroundings.ts';

const LONGEST_SPAN_MS = 86_400_000;
/** A system that was taken up a moment ago has a line too, if a short one. */
const SHORTEST_SPAN_MS = 600_000;
const BUCKETS = 48;
/** A line of this length does not change shape faster than this. */
const KEPT_MS = 15_000;

type Lines = ReadonlyMap<string, (number | null)[]>;
const kept = new WeakMap<Operation, { readonly at: number; readonly lines: Promise<Lines> }>();

/** Values of the last day of every commitment that is measured, by commitment. Empty while telemetry is down. */
export function sparklines(surroundings: Surroundings, operation: Operation): Promise<Lines> {
  const now = surroundings.clock.now();
  const known = kept.get(operation);
  if (known !== undefined && now - known.at < KEPT_MS) return known.lines;
  const lines = drawAll(surroundings, operation, now);
  kept.set(operation, { at: now, lines });
  return lines;
}

async function drawAll(
  { telemetry, log }: Surroundings,
  { plan, watchedSince }: Operation,
  now: number,
): Promise<Lines> {
  const spanMs = Math.min(LONGEST_SPAN_MS, Math.max(SHORTEST_SPAN_MS, now - watchedSince));
  const window = { from: now - spanMs, to: now, buckets: BUCKETS };
  // Commitments often share an indicator: each is asked for once.
  const asked = new Map<string, Promise<(number | null)[]>>();
  const lines = new Map<string, (number | null)[]>();
  await Promise.all(
    plan.commitments.map(async ({ commitment: { id } }) => {
      const indicator = measuredOf(plan, id)?.drawn;
      if (indicator === undefined) return;
      const key = JSON.stringify(indicator);
      const series = asked.get(key) ?? telemetry.reader.series(plan, indicator, window);
      asked.set(key, series);
      try {
        lines.set(id, await series);
      } catch (error) {
        log.debug({ err: error, system: plan.systemId }, 'a sparkline cannot be read');
      }
    }),
  );
  return lines;
}

/** What is measured for a commitment, and what of it is drawn; null where nothing is. */
export function measuredOf(plan: Plan, id: string): Measured | null {
  const rule = plan.rules.find((each) => each.id === id);
  const objective = plan.objectives.find((each) => each.id === id);
  const measure = plan.measures.find((each) => each.id === id);
  const indicator = (rule ?? objective ?? measure)?.indicator;
  if (indicator !== undefined) {
    const limit = rule?.threshold ?? objective?.target ?? measure?.threshold ?? null;
    const unit = (rule ?? objective ?? measure)?.unit ?? null;
    // Health is one or the other: its line is how fast the answers came.
    return indicator.source === 'probe' && indicator.statistic === 'health'
      ? { indicator, drawn: { ...indicator, statistic: 'latency' }, limit, unit: 'ms' }
      : { indicator, drawn: indicator, limit, unit };
  }
  const check = plan.checks.find(({ commitmentId }) => commitmentId === id);
  if (check === undefined) return null;
  const latency: Indicator = { source: 'probe', checkIds: [check.id], statistic: 'latency' };
  return { indicator: latency, drawn: latency, limit: check.maxLatencyMs, unit: 'ms' };
}

interface Measured {
  readonly indicator: Indicator;
  readonly drawn: Indicator;
  /** In `unit`: what the value is held against. */
  readonly limit: number | null;
  /** Of what is drawn. */
  readonly unit: string | null;
}
