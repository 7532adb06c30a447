import type { Reading } from '../../judge/reading.ts';
import type { ProbeResult } from '../../observe/probe.ts';
import type { Indicator } from '../../plan/plan.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';

const NOTHING = { value: null, ok: null, samples: 0 } as const;

/**
 * One look at an indicator. Probes are read from what this process saw: paging for them needs no telemetry store.
 * Everything else is asked of ClickHouse; while that is down there is no data, which is a state of its own.
 */
export async function readIndicator(
  surroundings: Surroundings,
  operation: Operation,
  indicator: Indicator,
  windowSeconds: number,
  now: number,
): Promise<Reading> {
  if (indicator.source === 'probe') return readProbes(operation, indicator, now);
  try {
    return await surroundings.telemetry.reader.read(operation.plan, indicator, windowSeconds, now);
  } catch (error) {
    surroundings.log.debug({ err: error, system: operation.id }, 'telemetry cannot be read');
    return { at: now, ...NOTHING };
  }
}

function readProbes(operation: Operation, indicator: Extract<Indicator, { source: 'probe' }>, now: number): Reading {
  const results = indicator.checkIds.flatMap((id) => operation.latest(id) ?? []);
  if (results.length === 0) return { at: now, ...NOTHING };
  // A health of several checks is as old as the one that was looked at longest ago.
  const at = Math.min(...results.map((result) => result.at));
  const samples = results.length;
  if (indicator.statistic === 'health') return { at, value: null, ok: results.every(answers), samples };
  const values =
    indicator.statistic === 'latency'
      ? results.flatMap(({ latencyMs }) => latencyMs ?? [])
      : results.flatMap(({ details }) =>
          typeof details.certificateDays === 'number' ? [details.certificateDays] : [],
        );
  if (values.length === 0) return { at: now, ...NOTHING };
  const value = indicator.statistic === 'latency' ? Math.max(...values) : Math.min(...values);
  return { at, value, ok: null, samples: values.length };
}

/** An answer that is right but late breaks the endpoint's own limit; the health check does not fail by it. */
function answers({ ok, details }: ProbeResult): boolean {
  return ok || details.late === true;
}
