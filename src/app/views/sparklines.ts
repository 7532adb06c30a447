import type { Indicator, Plan } from '../../plan/plan.ts';
import type { Operation } from '../operate/operation.ts';
import type { Surroundings } from '../operate/surroundings.ts';

const LONGEST_SPAN_MS = 3_600_000;
/** A system that was taken up a moment ago has a line too, if a short one. */
const SHORTEST_SPAN_MS = 600_000;
const BUCKETS = 40;
/** A line of an hour does not change shape faster than this. */
const KEPT_MS = 15_000;

type Lines = ReadonlyMap<string, (number | null)[]>;
const kept = new WeakMap<Operation, { readonly at: number; readonly lines: Promise<Lines> }>();

/** Values of the last hour of every commitment that is measured, by commitment. Empty while telemetry is down. */
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
      const indicator = indicatorOf(plan, id);
      if (indicator === null) return;
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

function indicatorOf(plan: Plan, id: string): Indicator | null {
  const measured =
    plan.rules.find((rule) => rule.id === id) ??
    plan.objectives.find((objective) => objective.id === id) ??
    plan.measures.find((measure) => measure.id === id);
  if (measured !== undefined) {
    const { indicator } = measured;
    // Health is one or the other: its line is how fast the answers came.
    return indicator.source === 'probe' && indicator.statistic === 'health'
      ? { ...indicator, statistic: 'latency' }
      : indicator;
  }
  const check = plan.checks.find(({ commitmentId }) => commitmentId === id);
  return check === undefined ? null : { source: 'probe', checkIds: [check.id], statistic: 'latency' };
}
