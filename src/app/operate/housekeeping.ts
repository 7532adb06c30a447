import { deleteExpiredSessions } from '../../store/postgres/accounts.ts';
import { deleteFinishedEffects } from '../../store/postgres/effects.ts';
import { interruptAbandoned } from './runs.ts';
import type { Surroundings } from './surroundings.ts';

/** What died without a word is looked for this often. */
const LOOK_MS = 5_000;
/** What nobody needs any more is cleared away this often. */
const CLEAR_MS = 3_600_000;
/** An effect's key guards against doing it twice; a decision is not repeated after this long. */
const KEPT_EFFECTS_MS = 7 * 86_400_000;

/** Notices what died, and clears away what is over, until the returned function is called. */
export function startHousekeeping(surroundings: Surroundings): () => Promise<void> {
  const stopping = new AbortController();
  const working = [
    repeat(surroundings, LOOK_MS, stopping.signal, 'abandoned runs cannot be looked for', () =>
      interruptAbandoned(surroundings),
    ),
    repeat(surroundings, CLEAR_MS, stopping.signal, 'what is over cannot be cleared away', () =>
      clearAway(surroundings),
    ),
  ];
  return async () => {
    stopping.abort();
    await Promise.all(working);
  };
}

/** Once: finished effects older than a week, sessions past their end. */
export async function clearAway({ store, clock, log }: Pick<Surroundings, 'store' | 'clock' | 'log'>): Promise<void> {
  const now = clock.now();
  const effects = await deleteFinishedEffects(store.database, now - KEPT_EFFECTS_MS);
  await deleteExpiredSessions(store.database, now);
  if (effects > 0) log.info({ effects }, 'finished effects are cleared away');
}

async function repeat(
  { clock, log }: Surroundings,
  everyMs: number,
  signal: AbortSignal,
  failure: string,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.warn({ err: error }, failure));
    await clock.sleep(everyMs, signal);
  }
}
