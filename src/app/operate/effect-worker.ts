import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../../plan/clock.ts';
import {
  type ClaimedEffect,
  claimEffects,
  completeEffect,
  extendLease,
  failEffect,
  giveUpExhaustedEffects,
  nextEffectDueAt,
} from '../../store/postgres/effects.ts';
import type { Store } from '../../store/postgres/store.ts';

/** What became of one attempt. `retry` gives it back to the queue, `hopeless` ends it. */
export type EffectOutcome = { readonly done: true } | { readonly retry: string } | { readonly hopeless: string };

export interface EffectHandler {
  carryOut(effect: ClaimedEffect, signal: AbortSignal): Promise<EffectOutcome>;
  /** The queue has given up: the last attempt failed, or its process died. */
  gaveUp(effect: ClaimedEffect, error: string): Promise<void>;
}

interface WorkerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly handlers: Readonly<Record<string, EffectHandler>>;
  /** A dead worker's effects are taken over after this long. */
  readonly leaseSeconds: number;
}

const MOST_AT_ONCE = 8;
const POLL_MS = 2_000;
const FIRST_RETRY_SECONDS = 2;
const LONGEST_RETRY_SECONDS = 300;

/**
 * Carries effects out: claims what is due, a few at once, gives back what fails with a growing pause. It may die at any
 * point: an effect is done again after its lease, so handlers must bear being called twice.
 */
export class EffectWorker {
  readonly #options: WorkerOptions;
  readonly #owner = randomUUID();
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  #finished: Promise<void> = Promise.resolve();
  #wake = new AbortController();

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#finished = this.#run();
  }

  /** There may be something due: look now. */
  wake(): void {
    this.#wake.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#finished;
    await Promise.allSettled(this.#underWay);
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options;
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      let pauseMs = POLL_MS;
      try {
        pauseMs = await this.#turn();
      } catch (error) {
        log.error({ err: error }, 'the work queue cannot be read; trying again');
      }
      if (pauseMs > 0 && !this.#stopping.signal.aborted) await clock.sleep(pauseMs, this.#wake.signal);
    }
  }

  /** Starts what is due, and returns how long there is nothing to do. */
  async #turn(): Promise<number> {
    const { store, clock, leaseSeconds } = this.#options;
    for (const effect of await giveUpExhaustedEffects(store.database, clock.now()))
      await this.#tellGaveUp(effect, 'the process died at the last attempt');
    const limit = MOST_AT_ONCE - this.#underWay.size;
    if (limit > 0) {
      const claimed = await claimEffects(store.database, { owner: this.#owner, now: clock.now(), leaseSeconds, limit });
      for (const effect of claimed) this.#begin(effect);
      if (claimed.length === limit) return 0;
    }
    const dueAt = await nextEffectDueAt(store.database);
    return dueAt === null ? POLL_MS : Math.min(POLL_MS, Math.max(50, dueAt - clock.now()));
  }

  #begin(effect: ClaimedEffect): void {
    const work = this.#work(effect)
      .catch((error: unknown) =>
        this.#options.log.error(
          { err: error, effect: effect.id, kind: effect.kind },
          'an effect cannot be settled; its lease will run out',
        ),
      )
      .finally(() => {
        this.#underWay.delete(work);
        this.wake();
      });
    this.#underWay.add(work);
  }

  async #work(effect: ClaimedEffect): Promise<void> {
    const { store, clock, handlers, leaseSeconds } = this.#options;
    const handler = handlers[effect.kind];
    const over = new AbortController();
    const keeping = this.#keepLease(effect, over.signal, leaseSeconds);
    let outcome: EffectOutcome;
    try {
      outcome =
        handler === undefined
          ? { hopeless: `nothing here carries out ${effect.kind}` }
          : await handler.carryOut(effect, this.#stopping.signal);
    } catch (error) {
      outcome = { retry: error instanceof Error ? error.message : String(error) };
    }
    over.abort();
    await keeping;
    if ('done' in outcome) {
      await completeEffect(store.database, effect, clock.now());
      return;
    }
    const now = clock.now();
    const retryAt = 'retry' in outcome ? now + retrySeconds(effect.attempt) * 1_000 : null;
    const error = 'retry' in outcome ? outcome.retry : outcome.hopeless;
    const settled = await failEffect(store.database, effect, { error, retryAt, now });
    this.#options.log.warn({ effect: effect.id, kind: effect.kind, attempt: effect.attempt, settled }, error);
    if (settled === 'given-up') await this.#tellGaveUp(effect, error);
  }

  async #tellGaveUp(effect: ClaimedEffect, error: string): Promise<void> {
    await this.#options.handlers[effect.kind]?.gaveUp(effect, error);
  }

  async #keepLease(effect: ClaimedEffect, over: AbortSignal, leaseSeconds: number): Promise<void> {
    const { store, clock, log } = this.#options;
    for (;;) {
      await clock.sleep((leaseSeconds * 1_000) / 3, over);
      if (over.aborted) return;
      await extendLease(store.database, effect, clock.now() + leaseSeconds * 1_000).catch((error: unknown) =>
        log.warn({ err: error, effect: effect.id }, 'a lease cannot be extended'),
      );
    }
  }
}

/** 2, 4, 8 … up to 300 seconds. */
function retrySeconds(attempt: number): number {
  return Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (attempt - 1));
}
