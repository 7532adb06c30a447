import type { CommitmentDetail } from '../../api/contract/system.ts';
import type { Check, Indicator, Plan } from '../../plan/plan.ts';
import { iso } from '../instant.ts';
import type { Operation } from '../operate/operation.ts';
import type { Surroundings } from '../operate/surroundings.ts';
import { measuredOf } from './measured.ts';

const LONGEST_SPAN_MS = 86_400_000;
const SHORTEST_SPAN_MS = 3_600_000;
/** Of a whole day a quarter of an hour each. */
const BUCKETS = 96;

/** Where a commitment's number comes from, and what it was over the last day; null where nothing is measured. */
export async function historyOf(
  { telemetry, clock, log }: Surroundings,
  { plan, watchedSince }: Operation,
  id: string,
): Promise<Pick<CommitmentDetail, 'indicator' | 'history'>> {
  const measured = measuredOf(plan).get(id);
  if (measured === undefined) return { indicator: null, history: null };
  const indicator = sayIndicator(plan, measured.indicator);
  const to = clock.now();
  // What was before the system was watched is not a gap.
  const spanMs = Math.min(LONGEST_SPAN_MS, Math.max(SHORTEST_SPAN_MS, to - watchedSince));
  const window = { from: to - spanMs, to, buckets: BUCKETS };
  try {
    const values = await telemetry.reader.series(plan, measured.drawn, window);
    const limit = measured.drawn === measured.indicator ? measured.limit : null;
    return { indicator, history: { from: iso(window.from), to: iso(to), limit, unit: measured.unit, values } };
  } catch (error) {
    log.debug({ err: error, system: plan.systemId }, 'a history cannot be read');
    return { indicator, history: null };
  }
}

/** `latency-p95 of requests to fleet-api`, `health of GET http://127.0.0.1:8080/health every 10 s`: what is asked, of what. */
function sayIndicator(plan: Plan, indicator: Indicator): string {
  switch (indicator.source) {
    case 'probe': {
      const checks = plan.checks.filter(({ id }) => indicator.checkIds.includes(id));
      return `${indicator.statistic} of ${checks.map(sayCheck).join(', ')}`;
    }
    case 'requests':
      return `${indicator.statistic} of requests to ${services(plan)}`;
    case 'dependencies':
      return `${indicator.statistic} of calls from ${services(plan)} to ${indicator.target === 'any' ? 'anything' : `its ${indicator.target}`}`;
    case 'metric': {
      const attributes = Object.entries(indicator.attributes).map(([name, value]) => `${name}="${value}"`);
      const selector = attributes.length === 0 ? '' : `{${attributes.join(', ')}}`;
      const scale = indicator.scale === 1 ? '' : ` × ${indicator.scale}`;
      return `${indicator.aggregate}(${indicator.name}${selector})${scale}`;
    }
  }
}

function services({ services: names }: Plan): string {
  return names.length === 0 ? 'no service: none is named in runproof.yaml' : names.join(', ');
}

/** The URL of a database is not in it: that may hold a password. */
function sayCheck({ name, probe, intervalSeconds }: Check): string {
  const target =
    probe.type === 'http'
      ? `GET ${probe.url}`
      : probe.type === 'tcp' || probe.type === 'tls'
        ? `${probe.type} ${probe.host}:${probe.port}`
        : `${probe.type} ${name}`;
  return `${target} every ${intervalSeconds} s`;
}
