import type { Indicator, Plan } from '../../plan/plan.ts';
import type { Operation } from '../operate/operation.ts';
import type { Surroundings } from '../operate/surroundings.ts';
import { measuredOf } from './measured.ts';

const LONGEST_SPAN_MS = 86_400_000;
/** A system that was taken up a moment ago has a line too, if a short one. */
const SHORTEST_SPAN_MS = 600_000;
const BUCKETS = 48;
/** A line of this length does not change shape faster than this. */
const KEPT_MS = 15_000;
/** Nobody waits longer than this for lines: a guide is shown without those that come later, and has them the next time. */
const LONGEST_WAIT_MS = 300;

type Values = readonly (number | null)[];

/** A line as it was drawn last, null where it could not be; and when that was begun. It may be being drawn again. */
interface Drawing {
  begunAt: number;
  values: Values | null;
  /** Never rejects. */
  done: Promise<void>;
  isGoing: boolean;
}

/** Of each system by what is drawn: a guide that was edited has the lines of what it measured before. */
const drawings = new WeakMap<Surroundings, Map<string, Map<string, Drawing>>>();

/** Values of the last day of every commitment that is measured, by commitment. Empty while telemetry is down. */
export async function sparklines(
  surroundings: Surroundings,
  operation: Operation,
): Promise<ReadonlyMap<string, Values>> {
  const { plan } = operation;
  const measured = [...measuredOf(plan)].map(([id, { drawn }]) => ({ id, drawn, key: keyOf(plan, drawn) }));
  const lines = linesOf(surroundings, plan.systemId);
  const wanted = new Set(measured.map(({ key }) => key));
  for (const key of [...lines.keys()]) if (!wanted.has(key)) lines.delete(key);
  const now = surroundings.clock.now();
  for (const { key, drawn } of measured) {
    const line = lines.get(key);
    if (line === undefined || (!line.isGoing && now - line.begunAt >= KEPT_MS))
      lines.set(key, draw(surroundings, operation, drawn, line?.values ?? null));
  }
  const first = [...lines.values()].filter(({ isGoing, values }) => isGoing && values === null);
  if (first.length > 0) await soon(surroundings, Promise.all(first.map(({ done }) => done)));
  return new Map(
    measured.flatMap(({ id, key }): [string, Values][] => {
      const values = lines.get(key)?.values ?? null;
      return values === null ? [] : [[id, values]];
    }),
  );
}

function draw(
  { clock, telemetry, log }: Surroundings,
  { plan, watchedSince }: Operation,
  indicator: Indicator,
  before: Values | null,
): Drawing {
  const now = clock.now();
  const spanMs = Math.min(LONGEST_SPAN_MS, Math.max(SHORTEST_SPAN_MS, now - watchedSince));
  const line: Drawing = { begunAt: now, values: before, done: Promise.resolve(), isGoing: true };
  line.done = telemetry.reader
    .series(plan, indicator, { from: now - spanMs, to: now, buckets: BUCKETS })
    .then(
      (values) => {
        line.values = values;
      },
      (error: unknown) => {
        line.values = null;
        log.debug({ err: error, system: plan.systemId }, 'a sparkline cannot be read');
      },
    )
    .finally(() => {
      line.isGoing = false;
    });
  return line;
}

/** What requests are measured by changes with the services that the bindings name. */
function keyOf({ services }: Plan, indicator: Indicator): string {
  return JSON.stringify([indicator, services]);
}

function linesOf(surroundings: Surroundings, systemId: string): Map<string, Drawing> {
  const systems = drawings.get(surroundings) ?? new Map<string, Map<string, Drawing>>();
  drawings.set(surroundings, systems);
  const lines = systems.get(systemId) ?? new Map<string, Drawing>();
  systems.set(systemId, lines);
  return lines;
}

async function soon({ clock }: Surroundings, work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, clock.sleep(LONGEST_WAIT_MS, waiting.signal)]);
  waiting.abort();
}
