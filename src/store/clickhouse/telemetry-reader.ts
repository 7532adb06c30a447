import type { ClickHouseClient } from '@clickhouse/client';
import type { Reading, TelemetrySource } from '../../judge/reading.ts';
import type { Indicator, Plan } from '../../plan/plan.ts';
import { measureDependencies } from './dependencies.ts';
import { measureMetric } from './metrics.ts';
import { measureProbes } from './probes.ts';
import { measureRequests } from './requests.ts';
import type { Measured, Window } from './window.ts';

/** What the plan's indicators were, from ClickHouse. */
export class TelemetryReader implements TelemetrySource {
  readonly #client: ClickHouseClient;

  constructor(client: ClickHouseClient) {
    this.#client = client;
  }

  /** One number over the `windowSeconds` before `now`, which is excluded; of a health check how the newest look went. */
  async read(plan: Plan, indicator: Indicator, windowSeconds: number, now: number): Promise<Reading> {
    const window = { from: now - windowSeconds * 1_000, to: now, buckets: 1 };
    if (indicator.source === 'probe' && indicator.statistic === 'health') {
      const [looks] = await measureProbes(this.#client, plan.systemId, indicator.checkIds, 'health', window);
      return looks
        ? { at: looks.newestAt, value: null, ok: looks.holding, samples: looks.samples }
        : { at: now, value: null, ok: null, samples: 0 };
    }
    const [measured] = await this.#measure(plan, indicator, window);
    return measured
      ? { at: measured.newestAt, value: measured.value, ok: null, samples: measured.samples }
      : { at: now, value: null, ok: null, samples: 0 };
  }

  /** A number a bucket, oldest first; null where there was nothing to compute one from. */
  async series(plan: Plan, indicator: Indicator, window: Window): Promise<(number | null)[]> {
    const values = Array.from<number | null>({ length: window.buckets }).fill(null);
    for (const { bucket, value } of await this.#measure(plan, indicator, window)) {
      if (bucket < values.length) values[bucket] = value;
    }
    return values;
  }

  async #measure(plan: Plan, indicator: Indicator, window: Window): Promise<Measured[]> {
    const { services, systemId } = plan;
    switch (indicator.source) {
      case 'probe':
        return measureProbes(this.#client, systemId, indicator.checkIds, indicator.statistic, window);
      case 'requests':
        return measureRequests(this.#client, services, indicator.statistic, window);
      case 'dependencies':
        return measureDependencies(this.#client, services, indicator.target, indicator.statistic, window);
      case 'metric': {
        const { name, attributes, aggregate, scale } = indicator;
        const measured = await measureMetric(this.#client, { services, systemId, name, attributes }, aggregate, window);
        return measured.map((one) => ({ ...one, value: one.value === null ? null : one.value * scale }));
      }
    }
  }
}
