import type { StepOutcome, StepState } from './outcome.ts';

/**
 * A run of a runbook: its commands in order, each begun by a person. Plain JSON; times are epoch milliseconds.
 *
 *     queued ──begin──► running ──► succeeded | failed | timed-out | cancelled
 *       │ └──refuse──► refused └──its process died──► interrupted
 *       └──cancel──► cancelled
 *
 * A step in any of the last states stays there. To do it once more, a person asks for it: that is a new attempt of the
 * step, and no state of its own accord leads back to running.
 */
export interface RunState {
  readonly id: string;
  readonly runbookId: string;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly steps: readonly StepRun[];
}

export interface StepRun {
  readonly commandId: string;
  readonly state: 'queued' | 'running' | StepState;
  /** 1 the first time. */
  readonly attempt: number;
  readonly requestedBy: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly exitCode: number | null;
  readonly message: string | null;
}

export type RunEvent =
  /** A person asks for one step; again, where it has ended. */
  | { readonly type: 'step-requested'; readonly index: number; readonly by: string; readonly refusal: string | null }
  | {
      readonly type: 'step-ended';
      readonly index: number;
      readonly outcome: Pick<StepOutcome, 'state' | 'exitCode' | 'message'>;
    }
  | { readonly type: 'cancelled'; readonly by: string }
  /** Found at start, or when the lease of its process ran out. */
  | { readonly type: 'process-died' };

/** What the decision asks the shell to do. */
type RunEffect =
  | { readonly kind: 'run-step'; readonly index: number; readonly idempotencyKey: string }
  | { readonly kind: 'stop-step'; readonly index: number };

export interface RunDecision {
  /** The same object where nothing changed. */
  readonly run: RunState;
  readonly effects: readonly RunEffect[];
  readonly reason:
    | 'step-begun'
    | 'step-refused'
    | 'step-ended'
    | 'stop-asked'
    | 'cancelled'
    | 'interrupted'
    | 'no-such-step'
    | 'another-step-is-running'
    | 'nothing-is-running';
}

export function newRun(
  run: Pick<RunState, 'id' | 'runbookId' | 'startedBy'> & { readonly commandIds: readonly string[] },
  now: number,
): RunState {
  const { id, runbookId, startedBy, commandIds } = run;
  return { id, runbookId, startedBy, startedAt: now, steps: commandIds.map(queuedStep) };
}

export function decideRun(run: RunState, event: RunEvent, now: number): RunDecision {
  switch (event.type) {
    case 'step-requested':
      return stepRequested(run, event, now);
    case 'step-ended': {
      const { state, exitCode, message } = event.outcome;
      if (run.steps[event.index]?.state !== 'running') return nothing(run, 'nothing-is-running');
      return changed(run, event.index, { state, exitCode, message, endedAt: now }, 'step-ended');
    }
    case 'cancelled':
      return cancelled(run, event.by, now);
    case 'process-died': {
      const index = runningIndex(run);
      if (index < 0) return nothing(run, 'nothing-is-running');
      const message = 'The process that ran it died; how far it came is not known.';
      return changed(run, index, { state: 'interrupted', message, endedAt: now }, 'interrupted');
    }
  }
}

/** The state of the whole: that of the step that matters most now. */
export function runStateOf(run: RunState): StepRun['state'] {
  const states = run.steps.map(({ state }) => state);
  const first = (['running', 'interrupted', 'failed', 'timed-out', 'cancelled', 'refused'] as const).find((state) =>
    states.includes(state),
  );
  if (first !== undefined) return first;
  return states.every((state) => state === 'succeeded') ? 'succeeded' : 'queued';
}

function stepRequested(run: RunState, event: Extract<RunEvent, { type: 'step-requested' }>, now: number): RunDecision {
  const { index, by, refusal } = event;
  const step = run.steps[index];
  if (step === undefined) return nothing(run, 'no-such-step');
  if (runningIndex(run) >= 0) return nothing(run, 'another-step-is-running');
  const attempt = step.state === 'queued' ? 1 : step.attempt + 1;
  const begun = { ...queuedStep(step.commandId), attempt, requestedBy: by };
  if (refusal !== null) {
    return changed(run, index, { ...begun, state: 'refused', message: refusal, endedAt: now }, 'step-refused');
  }
  const effect: RunEffect = { kind: 'run-step', index, idempotencyKey: `${run.id}:${index}:${attempt}` };
  return changed(run, index, { ...begun, state: 'running', startedAt: now }, 'step-begun', [effect]);
}

/** What runs is asked to stop, and is cancelled when it has; what waits is cancelled at once. */
function cancelled(run: RunState, by: string, now: number): RunDecision {
  const index = runningIndex(run);
  const message = `Cancelled by ${by}.`;
  const steps = run.steps.map(
    (step): StepRun => (step.state === 'queued' ? { ...step, state: 'cancelled', message, endedAt: now } : step),
  );
  const isChanged = steps.some((step, at) => step !== run.steps[at]);
  if (index < 0 && !isChanged) return nothing(run, 'nothing-is-running');
  const effects: RunEffect[] = index < 0 ? [] : [{ kind: 'stop-step', index }];
  return { run: isChanged ? { ...run, steps } : run, effects, reason: index < 0 ? 'cancelled' : 'stop-asked' };
}

function runningIndex(run: RunState): number {
  return run.steps.findIndex(({ state }) => state === 'running');
}

function queuedStep(commandId: string): StepRun {
  const nothingYet = { requestedBy: null, startedAt: null, endedAt: null, exitCode: null, message: null };
  return { commandId, state: 'queued', attempt: 1, ...nothingYet };
}

function changed(
  run: RunState,
  index: number,
  change: Partial<StepRun>,
  reason: RunDecision['reason'],
  effects: readonly RunEffect[] = [],
): RunDecision {
  const steps = run.steps.map((step, at) => (at === index ? { ...step, ...change } : step));
  return { run: { ...run, steps }, effects, reason };
}

function nothing(run: RunState, reason: RunDecision['reason']): RunDecision {
  return { run, effects: [], reason };
}
