import type { Indicator, Plan } from '../plan/plan.ts';

/** One look at an indicator. */
export interface Reading {
  /** When the newest sample in it was taken, epoch milliseconds. */
  readonly at: number;
  /** In the indicator's unit; null where there was nothing to compute it from. */
  readonly value: number | null;
  /** Outcome of a probe; null where the indicator is not one. */
  readonly ok: boolean | null;
  /** How many samples it was computed from. */
  readonly samples: number;
}

/** What judging needs from telemetry. `windowSeconds` reaches back from `now` (epoch milliseconds). */
export interface TelemetrySource {
  read(plan: Plan, indicator: Indicator, windowSeconds: number, now: number): Promise<Reading>;
}
