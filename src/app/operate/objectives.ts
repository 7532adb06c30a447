import { errorBudget, evaluateObjective, statedBudget } from '../../judge/objective.ts';
import type { Reading } from '../../judge/reading.ts';
import type { CommitmentOf } from '../../plan/commitment.ts';
import type { Indicator, Plan, PlannedCommitment } from '../../plan/plan.ts';
import { planIndex } from '../../plan/plan-index.ts';
import type { BudgetLook, ObjectiveLook } from '../../prove/proof.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';
import { untilAborted } from './until-aborted.ts';

/** A metric that is only watched is read over this long. */
const MEASURE_WINDOW_SECONDS = 300;

/** Reads what no alert reads: objectives and budgets over their windows, and the metrics that are only watched. */
export async function readFigures(
  surroundings: Surroundings,
  operation: Operation,
  signal: AbortSignal,
): Promise<void> {
  const { plan } = operation;
  const now = surroundings.clock.now();
  const read = async (id: string, indicator: Indicator, windowSeconds: number) => {
    if (signal.aborted) return;
    const reading = await untilAborted(surroundings.telemetry.reader.read(plan, indicator, windowSeconds, now), signal);
    if (reading !== null) operation.readings.set(id, reading);
  };
  // One after the other: nobody waits for these, and paging shares the engine with them.
  for (const { id, indicator, windowSeconds } of plan.objectives) await read(id, indicator, windowSeconds);
  for (const { id, indicator } of plan.measures) await read(id, indicator, MEASURE_WINDOW_SECONDS);
  for (const planned of plan.commitments) {
    const budget = statedBudgetOf(plan, planned);
    if (budget !== null) await read(planned.commitment.id, budget.indicator, budget.periodSeconds);
  }
}

export function objectiveLook(
  { plan, watchedSince }: Operation,
  id: string,
  reading: Reading | null,
): ObjectiveLook | null {
  const objective = planIndex(plan).objectives.get(id);
  if (objective === undefined || reading === null) return null;
  const { state, value, at } = evaluateObjective(objective, reading, reading.at, watchedSince);
  return { state, value, at };
}

export function budgetLook(
  { plan, watchedSince }: Operation,
  planned: PlannedCommitment,
  reading: Reading | null,
): BudgetLook | null {
  const budget = statedBudgetOf(plan, planned);
  if (budget === null || reading === null) return null;
  const { allowedRatio, periodSeconds, indicator } = budget;
  const isSeen = reading.samples > 0 && reading.value !== null;
  const failedRatio = isSeen ? Math.max(0, failedPercent(indicator, reading.value ?? 0) / 100) : null;
  // Before it was watched nothing was seen to fail, and nothing to hold.
  const measuredSeconds = Math.max(0, (reading.at - watchedSince) / 1_000);
  const standing = errorBudget({ allowedRatio, periodSeconds, failedRatio, measuredSeconds });
  const { allowedSeconds, remainingShare, remainingSeconds, burnRate } = standing;
  return { allowedSeconds, remainingShare, remainingSeconds, burnRate, at: reading.at };
}

function statedBudgetOf(
  plan: Plan,
  { commitment }: PlannedCommitment,
): { allowedRatio: number; periodSeconds: number; indicator: Indicator } | null {
  if (commitment.kind !== 'error-budget' || plan.services.length === 0) return null;
  const stated = statedBudget(commitment);
  return stated === null
    ? null
    : { ...stated, indicator: { source: 'requests', statistic: budgetStatistic(commitment) } };
}

/** What a budget is spent by: failed requests where it speaks of errors, else time not available. */
function budgetStatistic(budget: CommitmentOf<'error-budget'>): 'error-percent' | 'availability-percent' {
  return /error/i.test(`${budget.objective ?? ''} ${budget.text}`) && !/availab|uptime/i.test(budget.text)
    ? 'error-percent'
    : 'availability-percent';
}

function failedPercent(indicator: Indicator, value: number): number {
  return indicator.source === 'requests' && indicator.statistic === 'availability-percent' ? 100 - value : value;
}
