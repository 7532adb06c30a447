import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../plan/clock.ts';

/** The wall clock. The only place where the product asks the machine for the time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => rest(milliseconds, signal),
};

/**
 * A clock that runs `speed` times as fast from now on, so that a guide's thirty minutes can be seen in seconds. For
 * drills and end-to-end tests.
 */
export function fastClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    sleep: (milliseconds, signal) => rest(milliseconds / speed, signal),
  };
}

/** `RUNPROOF_CLOCK_SPEED=20` makes everything happen twenty times as fast, and every time shown run ahead. */
export function clockFromEnvironment(environment: NodeJS.ProcessEnv): Clock {
  const speed = Number(environment.RUNPROOF_CLOCK_SPEED ?? 1);
  return speed > 1 && speed <= 1_000 ? fastClock(speed) : wallClock;
}

async function rest(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await wait(Math.max(0, milliseconds), undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
