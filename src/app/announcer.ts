import type { Clock } from '../plan/clock.ts';

/** A changed state is told at most this often, a new value of the same state less often: pages fetch the whole anew. */
const STATE_SPACING_MS = 1_000;
const VALUE_SPACING_MS = 5_000;

interface Standing {
  /** When it was last told, epoch milliseconds. */
  toldAt: number;
  /** When it will be told; null while there is nothing to tell. */
  dueAt: number | null;
  /** Ends the wait for `dueAt`. */
  wait: AbortController;
}

/**
 * Tells that something of a system was seen, without telling every look: a first change at once, what follows together
 * with what comes within the spacing. Each system: quiet → (seen) → due → (told) → quiet.
 */
export class Announcer {
  readonly #clock: Clock;
  readonly #tell: (systemId: string) => void;
  readonly #systems = new Map<string, Standing>();
  readonly #stopping = new AbortController();

  constructor(clock: Clock, tell: (systemId: string) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** A check or an alert has another state. */
  stateChanged(systemId: string): void {
    this.#due(systemId, STATE_SPACING_MS);
  }

  /** A value was measured; the state may be the same. */
  valueSeen(systemId: string): void {
    this.#due(systemId, VALUE_SPACING_MS);
  }

  stop(): void {
    this.#stopping.abort();
    for (const { wait } of this.#systems.values()) wait.abort();
  }

  #due(systemId: string, spacingMs: number): void {
    if (this.#stopping.signal.aborted) return;
    const standing = this.#systems.get(systemId) ?? {
      toldAt: Number.NEGATIVE_INFINITY,
      dueAt: null,
      wait: new AbortController(),
    };
    this.#systems.set(systemId, standing);
    const dueAt = Math.max(this.#clock.now(), standing.toldAt + spacingMs);
    if (standing.dueAt !== null && standing.dueAt <= dueAt) return;
    standing.dueAt = dueAt;
    standing.wait.abort();
    standing.wait = new AbortController();
    void this.#tellWhenDue(systemId, standing, standing.wait.signal);
  }

  async #tellWhenDue(systemId: string, standing: Standing, replaced: AbortSignal): Promise<void> {
    await this.#clock.sleep(Math.max(0, (standing.dueAt ?? 0) - this.#clock.now()), replaced);
    if (replaced.aborted) return;
    standing.dueAt = null;
    standing.toldAt = this.#clock.now();
    this.#tell(systemId);
  }
}
