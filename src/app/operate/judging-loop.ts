import { initialAlertState } from '../../judge/alert-state.ts';
import { nextLookAt } from '../../judge/evaluate-rule.ts';
import type { AlertRule } from '../../plan/plan.ts';
import { judge } from './judge.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';

const PAUSE_AFTER_ERROR_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Judges rules of one system, one look at a time: each when it wants to be looked at (its interval, or the moment its
 * hold is over), and at once when something new was seen of it.
 */
export class JudgingLoop {
  readonly #surroundings: Surroundings;
  readonly #operation: Operation;
  readonly #rules: readonly AlertRule[];
  readonly #seen = new Set<string>();
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #finished: Promise<void> = Promise.resolve();

  /** @param rules those of the system's rules that it judges. */
  constructor(surroundings: Surroundings, operation: Operation, rules: readonly AlertRule[]) {
    this.#surroundings = surroundings;
    this.#operation = operation;
    this.#rules = rules;
  }

  start(): void {
    this.#finished = this.#run();
  }

  /** A check has a new result: its rules are looked at now. */
  see(checkId: string): void {
    for (const { id, indicator } of this.#rules)
      if (indicator.source === 'probe' && indicator.checkIds.includes(checkId)) this.#seen.add(id);
    if (this.#seen.size > 0) this.#wake.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#finished;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#surroundings;
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      let pauseMs: number;
      try {
        await judge(this.#surroundings, this.#operation, this.#takeDue(), this.#stopping.signal);
        pauseMs = this.#nextLook() - clock.now();
      } catch (error) {
        log.error({ err: error, system: this.#operation.id }, 'rules cannot be judged; trying again');
        pauseMs = PAUSE_AFTER_ERROR_MS;
      }
      if (pauseMs > 0) await clock.sleep(Math.min(pauseMs, LONGEST_PAUSE_MS), this.#wake.signal);
    }
  }

  #takeDue(): AlertRule[] {
    const now = this.#surroundings.clock.now();
    const due = this.#rules.filter((rule) => this.#seen.has(rule.id) || this.#lookAt(rule) <= now);
    this.#seen.clear();
    return due;
  }

  #nextLook(): number {
    return Math.min(...this.#rules.map((rule) => this.#lookAt(rule)), Number.POSITIVE_INFINITY);
  }

  #lookAt(rule: AlertRule): number {
    const state = this.#operation.alerts.get(rule.id);
    return state === undefined ? initialAlertState(rule.id, 0).lastLookAt : nextLookAt(rule, state);
  }
}
