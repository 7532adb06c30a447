import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../plan/clock.ts';
import { OperationalError } from '../plan/error.ts';

/** The wall clock. The only place where the product asks the machine for the time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => rest(milliseconds, signal),
};

/**
 * A clock that runs `speed` times as fast from `start` (epoch milliseconds) on, so that a guide's thirty minutes can be
 * seen in seconds. For drills and end-to-end tests.
 */
export function fastClock(speed: number, start = Date.now()): Clock {
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    sleep: (milliseconds, signal) => rest(milliseconds / speed, signal),
  };
}

/**
 * `RUNPROOF_CLOCK_SPEED=20` makes everything happen twenty times as fast, and every time shown run ahead. With
 * `RUNPROOF_CLOCK_SINCE` (epoch milliseconds) it runs from that moment, so that time does not go back when the process
 * starts anew.
 *
 * @throws OperationalError `usage` for a speed that is not a number from 1 to 1000.
 */
export function clockFromEnvironment(environment: NodeJS.ProcessEnv): Clock {
  const speed = Number(environment.RUNPROOF_CLOCK_SPEED ?? 1);
  const since = Number(environment.RUNPROOF_CLOCK_SINCE ?? Date.now());
  if (!(speed >= 1 && speed <= 1_000))
    throw new OperationalError('usage', 'RUNPROOF_CLOCK_SPEED has to be a number from 1 to 1000.');
  return speed > 1 && since > 0 ? fastClock(speed, since) : wallClock;
}

async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await wait(Math.max(0, milliseconds), undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
