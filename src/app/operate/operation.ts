import type { AlertState } from '../../judge/alert-state.ts';
import type { Reading } from '../../judge/reading.ts';
import type { ProbeResult } from '../../observe/probe.ts';
import type { Secret } from '../../plan/plan.ts';
import type { FileProblem, LoadedSystem } from '../load-system.ts';

/** How many results of a check are kept for its sparkline and for what it did lately. */
const KEPT_RESULTS = 360;

/**
 * One operated system while this process runs: its plan, and the newest that was seen of it. Nothing here has to
 * survive a restart: what a decision rests on is in the store.
 */
export class Operation {
  readonly system: LoadedSystem;
  /** Epoch milliseconds. */
  readonly appliedAt: number;
  /** Newest last, by check. */
  readonly results = new Map<string, ProbeResult[]>();
  /** Since when a check has had its present outcome. */
  readonly outcomeSince = new Map<string, number>();
  /** As last stored, by rule. */
  readonly alerts = new Map<string, AlertState>();
  /** Newest reading of each objective, error budget and measure, by commitment. */
  readonly readings = new Map<string, Reading>();

  /** What keeps the files on disk from being operated; this plan runs on until they are mended. */
  problems: readonly FileProblem[] = [];

  /** Since when this system has been operated, over all restarts: budgets count from then. Epoch milliseconds. */
  readonly watchedSince: number;

  constructor(system: LoadedSystem, times: { readonly appliedAt: number; readonly watchedSince: number }) {
    this.system = system;
    this.appliedAt = times.appliedAt;
    this.watchedSince = times.watchedSince;
  }

  get id(): string {
    return this.system.plan.systemId;
  }

  get plan() {
    return this.system.plan;
  }

  resolveSecret(secret: Secret): string {
    const value = this.system.secrets.get(secret.binding);
    if (value === undefined) throw new Error(`${secret.binding} is not in the bindings of ${this.id}`);
    return value;
  }

  addResult(result: ProbeResult): void {
    const results = this.results.get(result.checkId) ?? [];
    if (results.at(-1)?.ok !== result.ok) this.outcomeSince.set(result.checkId, result.at);
    results.push(result);
    if (results.length > KEPT_RESULTS) results.shift();
    this.results.set(result.checkId, results);
  }

  /** What was seen under the plan before still counts for everything that this plan looks at in the same way. */
  takeOver(before: Operation): void {
    for (const check of this.plan.checks) {
      const former = before.plan.checks.find(({ id }) => id === check.id);
      if (JSON.stringify(former?.probe) !== JSON.stringify(check.probe)) continue;
      const results = before.results.get(check.id);
      const since = before.outcomeSince.get(check.id);
      if (results !== undefined) this.results.set(check.id, results);
      if (since !== undefined) this.outcomeSince.set(check.id, since);
    }
    for (const { commitment } of this.plan.commitments) {
      const reading = before.readings.get(commitment.id);
      if (reading !== undefined) this.readings.set(commitment.id, reading);
    }
  }

  latest(checkId: string): ProbeResult | null {
    return this.results.get(checkId)?.at(-1) ?? null;
  }
}
