import type { Indicator, Plan } from '../plan/plan.ts';

/** One look at an indicator. */
export interface Reading {
  /** When the newest sample in it was taken, epoch milliseconds. */
  readonly at: number;
  /**
   * In the indicator's unit; null where there was nothing to compute it from. For a probe's health: the share of healthy
   * looks in the window, 0–100, or null where only the newest look is known. A number of requests is 0, not null, where none came.
   */
  readonly value: number | null;
  /** For a probe's health: whether the newest look of every check was healthy. null for all else. */
  readonly ok: boolean | null;
  /** How many looks, requests, calls or metric points it was computed from; 0 is silence. */
  readonly samples: number;
}

/** What judging needs from telemetry. `windowSeconds` reaches back from `now` (epoch milliseconds). */
export interface TelemetrySource {
  read(plan: Plan, indicator: Indicator, windowSeconds: number, now: number): Promise<Reading>;
}
