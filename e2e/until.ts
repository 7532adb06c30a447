import { setTimeout as rest } from 'node:timers/promises';

/**
 * Waits until `look` gives something other than false, null and undefined.
 *
 * @throws Error with what was waited for, and what went wrong at the last look.
 */
export async function until<T>(
  what: string,
  look: () => T | false | null | undefined | Promise<T | false | null | undefined>,
  { seconds, everyMs = 50 }: { readonly seconds: number; readonly everyMs?: number },
): Promise<T> {
  const deadline = performance.now() + seconds * 1_000;
  for (let last: unknown; ; ) {
    try {
      const seen = await look();
      if (seen !== false && seen !== null && seen !== undefined) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline)
      throw new Error(`${what}: not within ${seconds} s`, last instanceof Error ? { cause: last } : {});
    await rest(everyMs);
  }
}
