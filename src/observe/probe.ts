import type { Check, Probe, Secret } from '../plan/plan.ts';
import { describeNetworkError } from './network-error.ts';

/** What one look at one check saw. Plain data: it is stored as it is. */
export interface ProbeResult {
  readonly checkId: string;
  /** When the look began, milliseconds since the epoch. */
  readonly at: number;
  readonly ok: boolean;
  /** Until the whole answer was there; null where none came. */
  readonly latencyMs: number | null;
  /** HTTP status; null for other probes and where no answer came. */
  readonly status: number | null;
  /** One sentence for a person. */
  readonly message: string;
  /** `certificateDays` on TLS, `version` of a database, `failing` assertions. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a prober saw, before the check's latency limit is applied. A prober may also throw: that is a failure. */
export interface Observation {
  readonly ok: boolean;
  readonly status: number | null;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface ProbeContext {
  /** Aborts at the check's timeout and when watching stops. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly resolveSecret: (secret: Secret) => string;
}

/** Looks at one kind of thing, with a connection of its own that it closes again. */
export interface Prober<P extends Probe = Probe> {
  look(probe: P, context: ProbeContext): Promise<Observation>;
}

export type Probers = { readonly [T in Probe['type']]: Prober<Extract<Probe, { type: T }>> };

export interface ProbeSurroundings {
  readonly probers: Probers;
  readonly now: () => number;
  readonly resolveSecret: (secret: Secret) => string;
}

/** Looks once. Never rejects: whatever goes wrong is a failing result, also a prober that hangs or throws. */
export async function probeCheck(
  check: Check,
  surroundings: ProbeSurroundings,
  stopped?: AbortSignal,
): Promise<ProbeResult> {
  const at = surroundings.now();
  const began = performance.now();
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), check.timeoutMs);
  const signal = stopped ? AbortSignal.any([timeout.signal, stopped]) : timeout.signal;
  const elapsedMs = () => Math.round((performance.now() - began) * 10) / 10;
  const failure = (message: string): ProbeResult => ({
    checkId: check.id,
    at,
    ok: false,
    latencyMs: null,
    status: null,
    message,
    details: {},
  });
  try {
    const context = {
      signal,
      timeoutMs: check.timeoutMs,
      now: surroundings.now,
      resolveSecret: surroundings.resolveSecret,
    };
    const observation = await abandonOn(signal, look(check.probe, surroundings.probers, context));
    return withinLatency(check, { checkId: check.id, at, latencyMs: elapsedMs(), ...observation });
  } catch (error) {
    if (timeout.signal.aborted) return failure(`no answer within ${check.timeoutMs} ms`);
    if (stopped?.aborted) return failure('the look was broken off because watching stopped');
    return failure(describeNetworkError(error));
  } finally {
    clearTimeout(timer);
  }
}

function look(probe: Probe, probers: Probers, context: ProbeContext): Promise<Observation> {
  // Each prober takes only its own kind of probe; the key guarantees it, which the compiler cannot follow.
  const prober = probers[probe.type] as Prober;
  return prober.look(probe, context);
}

function withinLatency(check: Check, result: ProbeResult): ProbeResult {
  const { maxLatencyMs } = check;
  if (!result.ok || maxLatencyMs === null || result.latencyMs === null || result.latencyMs <= maxLatencyMs) {
    return result;
  }
  const message = `answered in ${Math.round(result.latencyMs)} ms, at most ${maxLatencyMs} ms are allowed (${result.message})`;
  return { ...result, ok: false, message, details: { ...result.details, late: true } };
}

/** A prober that does not heed the signal must not keep its check from being looked at again. */
function abandonOn<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abandon = () => reject(new Error('aborted'));
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}
