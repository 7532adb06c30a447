import type { ErrorBudgetFields } from '../plan/commitment.ts';
import type { Objective } from '../plan/plan.ts';
import { compare } from './condition.ts';
import type { Reading } from './reading.ts';

export interface ObjectiveStanding {
  readonly objectiveId: string;
  readonly state: 'met' | 'missed' | 'no-data';
  /** Over the objective's window, in its unit. */
  readonly value: number | null;
  readonly target: number;
  /** When the newest sample was taken. */
  readonly at: number;
  /** null where the objective leaves nothing to count: a latency or a cache ratio. */
  readonly budget: ErrorBudgetStanding | null;
}

export interface ErrorBudgetStanding {
  /** Share of requests, or of time, that may fail in the period: 0.001 for 99.9 %. */
  readonly allowedRatio: number;
  /** The same as whole downtime in the period, in seconds. */
  readonly allowedSeconds: number;
  readonly periodSeconds: number;
  /** Share of the budget that is used; 1 is all of it, more is overspent. */
  readonly spentShare: number;
  readonly spentSeconds: number;
  readonly remainingShare: number;
  readonly remainingSeconds: number;
  /** 1 uses the budget up exactly at the end of the period. null where nothing was measured. */
  readonly burnRate: number | null;
}

/**
 * `reading` is the indicator over the objective's window. `watchedSince` is when the system was first watched, at
 * most a window ago: failures of a system that is watched since yesterday are a day's failures, not a month's. Both times
 * are epoch milliseconds.
 */
export function evaluateObjective(
  objective: Objective,
  reading: Reading,
  now: number,
  watchedSince = now - objective.windowSeconds * 1000,
): ObjectiveStanding {
  const { id, target, op, windowSeconds } = objective;
  const measuredSeconds = Math.min(windowSeconds, Math.max(0, (now - watchedSince) / 1000));
  const { value } = reading;
  const isSeen = reading.samples > 0 && value !== null;
  const failedRatio = isSeen ? failedRatioOf(objective, value) : null;
  const allowedRatio = allowedRatioOf(objective);
  return {
    objectiveId: id,
    state: !isSeen ? 'no-data' : compare(value, op, target) ? 'met' : 'missed',
    value: isSeen ? value : null,
    target,
    at: Math.min(reading.at, now),
    budget:
      allowedRatio === null
        ? null
        : errorBudget({ allowedRatio, periodSeconds: windowSeconds, failedRatio, measuredSeconds }),
  };
}

/**
 * The error budget after a stretch of measurement. `failedRatio` is the share that failed in the `measuredSeconds` up to
 * now (at most the period); null where nothing was measured, which spends nothing and proves nothing.
 *
 * Burn rate is how fast, relative to the objective, the budget is used: failed ratio over allowed ratio; and the share
 * spent is burn rate × measured time ÷ period (The Site Reliability Workbook, Google, chapter 5, "Alerting on SLOs",
 * section "Alert on Burn Rate").
 */
export function errorBudget(of: {
  readonly allowedRatio: number;
  readonly periodSeconds: number;
  readonly failedRatio: number | null;
  readonly measuredSeconds: number;
}): ErrorBudgetStanding {
  const { allowedRatio, periodSeconds, failedRatio } = of;
  const measuredSeconds = Math.min(of.measuredSeconds, periodSeconds);
  const allowedSeconds = allowedRatio * periodSeconds;
  const spentSeconds = (failedRatio ?? 0) * measuredSeconds;
  const burnRate = failedRatio === null ? null : over(failedRatio, allowedRatio);
  const spentShare = over(spentSeconds, allowedSeconds);
  return {
    allowedRatio,
    allowedSeconds,
    periodSeconds,
    spentShare,
    spentSeconds,
    remainingShare: 1 - spentShare,
    remainingSeconds: allowedSeconds - spentSeconds,
    burnRate,
  };
}

/** What a stated error budget allows; null where the guide gives too little to say. */
export function statedBudget(fields: ErrorBudgetFields): { allowedRatio: number; periodSeconds: number } | null {
  const { allowedS, allowedRatio, periodS } = fields;
  if (periodS === null || periodS <= 0) return null;
  if (allowedRatio !== null) return { allowedRatio, periodSeconds: periodS };
  return allowedS === null ? null : { allowedRatio: allowedS / periodS, periodSeconds: periodS };
}

/** A percentage that is to stay high leaves its rest to fail; an error rate that is to stay low leaves itself. */
function allowedRatioOf(objective: Objective): number | null {
  if (!isRatioOfRequests(objective)) return null;
  const isFloor = objective.op === '>' || objective.op === '>=';
  return (isFloor ? 100 - objective.target : objective.target) / 100;
}

function failedRatioOf(objective: Objective, value: number): number | null {
  if (!isRatioOfRequests(objective)) return null;
  const isFloor = objective.op === '>' || objective.op === '>=';
  return Math.max(0, (isFloor ? 100 - value : value) / 100);
}

function isRatioOfRequests({ indicator, op }: Objective): boolean {
  if (indicator.source === 'probe') return indicator.statistic === 'health' && op.startsWith('>');
  if (indicator.source !== 'requests') return false;
  return indicator.statistic === 'availability-percent' ? op.startsWith('>') : indicator.statistic.startsWith('error-');
}

/** Stands for infinite, which JSON cannot say. */
const BEYOND_MEASURE = 1e9;

/** Nothing of nothing is nothing; something of nothing is beyond measure. */
function over(part: number, whole: number): number {
  if (part <= 0) return 0;
  return whole > 0 ? Math.min(part / whole, BEYOND_MEASURE) : BEYOND_MEASURE;
}
