import { setTimeout as wait } from 'node:timers/promises';
import type { HealthPart } from '../api/services.ts';
import { queueHealth } from '../store/postgres/effects.ts';
import type { Surroundings } from './operate/surroundings.ts';

/** Effects overdue by more than this mean that nobody is being paged. */
const OVERDUE_SECONDS = 60;
/** Whoever asks for health wants to hear soon, also when a part hangs. */
const PATIENCE_MS = 2_000;

/** How the product's own parts are. Paging needs the state and the queue; telemetry it can do without. */
export async function healthOf({ store, telemetry, clock }: Surroundings): Promise<HealthPart[]> {
  return Promise.all([
    part('state', true, async () => {
      await store.ping();
      return 'PostgreSQL answers';
    }),
    part('queue', true, async () => {
      const { pending, oldestOverdueSeconds } = await queueHealth(store.database, clock.now());
      const overdue = `the oldest is ${Math.round(oldestOverdueSeconds)} s overdue`;
      if (oldestOverdueSeconds > OVERDUE_SECONDS) throw new Error(`${pending} effects wait, ${overdue}`);
      return `${pending} effects wait${pending === 0 ? '' : `, ${overdue}`}`;
    }),
    part('telemetry', false, async () => {
      await telemetry.ping();
      return 'ClickHouse answers';
    }),
  ]);
}

async function part(name: string, essential: boolean, look: () => Promise<string>): Promise<HealthPart> {
  const answered = new AbortController();
  const tooLate = wait(PATIENCE_MS, undefined, { signal: answered.signal }).then(() => {
    throw new Error(`no answer within ${PATIENCE_MS / 1_000} s`);
  });
  try {
    return { name, essential, ok: true, message: await Promise.race([look(), tooLate]) };
  } catch (error) {
    return { name, essential, ok: false, message: (error as Error).message };
  } finally {
    answered.abort();
  }
}
