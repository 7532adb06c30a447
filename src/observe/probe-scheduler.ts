import { setMaxListeners } from 'node:events';
import type { Clock } from '../plan/clock.ts';
import type { Check, Secret } from '../plan/plan.ts';
import { type ProbeResult, type Probers, probeCheck } from './probe.ts';

export interface ProbeSchedulerOptions {
  readonly checks: readonly Check[];
  readonly probers: Probers;
  readonly clock: Clock;
  readonly resolveSecret: (secret: Secret) => string;
  /** Called once a look; what it throws is reported to `onError` and stops nothing. */
  readonly onResult: (result: ProbeResult) => void | Promise<void>;
  readonly onError?: (error: unknown) => void;
  /** Looks at the same time. Default 32. */
  readonly concurrency?: number;
  /** 0 up to 1; default Math.random. */
  readonly random?: () => number;
}

const CONCURRENCY = 32;
/** The first look is due within this share of a check's interval, so that checks do not all look at once. */
const START_SHARE = 0.5;
const LATEST_START_MS = 5_000;

/**
 * Looks at each check at its interval until it is stopped. One check never overlaps itself: a look that takes longer
 * than the interval lets the missed ones fall out, and the rhythm stays that of the start.
 */
export class ProbeScheduler {
  readonly #options: ProbeSchedulerOptions;
  readonly #slots: Slots;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(options: ProbeSchedulerOptions) {
    this.#options = options;
    // Every check listens for the end.
    setMaxListeners(0, this.#stopping.signal);
    this.#slots = new Slots(options.concurrency ?? CONCURRENCY);
  }

  start(): void {
    if (this.#loops.length > 0) throw new Error('The probe scheduler is started already.');
    this.#loops = this.#options.checks.map((check) => this.#watch(check));
  }

  /** Breaks off looks under way, which give no result, and resolves when all is quiet. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #watch(check: Check): Promise<void> {
    const { clock, random = Math.random } = this.#options;
    const { signal } = this.#stopping;
    const intervalMs = check.intervalSeconds * 1_000;
    await clock.sleep(Math.min(intervalMs * START_SHARE, LATEST_START_MS) * random(), signal);
    let dueAt = clock.now();
    while (!signal.aborted) {
      await this.#look(check);
      const missed = Math.floor((clock.now() - dueAt) / intervalMs);
      dueAt += (Math.max(0, missed) + 1) * intervalMs;
      await clock.sleep(Math.max(0, dueAt - clock.now()), signal);
    }
  }

  async #look(check: Check): Promise<void> {
    const { clock, probers, resolveSecret, onResult, onError } = this.#options;
    const { signal } = this.#stopping;
    await this.#slots.take();
    try {
      if (signal.aborted) return;
      const result = await probeCheck(check, { probers, now: () => clock.now(), resolveSecret }, signal);
      if (!signal.aborted) await onResult(result);
    } catch (error) {
      onError?.(error);
    } finally {
      this.#slots.release();
    }
  }
}

/** Lets so many in at a time, in the order in which they came. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async take(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
