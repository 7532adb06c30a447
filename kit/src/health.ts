import { type KitClock, systemClock } from './clock.ts';

/**
 * The check registry: a service names its checks once, every probe (full, liveness, readiness, startup, or one check
 * alone) is answered from them. A failing critical check makes the service unhealthy (503), any other degraded (200).
 */
export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';
export type HealthProbe = 'health' | 'liveness' | 'readiness' | 'startup';

export interface CheckOutcome {
  status?: HealthStatus;
  message?: string;
  details?: Record<string, unknown>;
}

export interface HealthCheck {
  name: string;
  /** Resolves when all is well (saying more if it likes), rejects when not. `signal` aborts at the timeout. */
  run(signal: AbortSignal): Promise<CheckOutcome | undefined>;
  /** Default 2000. */
  timeoutMs?: number;
  /** Whether its failure takes the service down (503) or only degrades it. Default true. */
  critical?: boolean;
  /** The probes that ask it, beside the full one that asks all. Default readiness and startup. */
  probes?: readonly Exclude<HealthProbe, 'health'>[];
}

export interface CheckResult {
  /** A failed check is unhealthy even where its failure only degrades the service. */
  status: HealthStatus;
  message: string;
  /** Milliseconds. */
  latency: number;
  details: Record<string, unknown>;
}

export interface HealthBody {
  status: HealthStatus;
  /** ISO 8601, UTC. */
  timestamp: string;
  /** Seconds. */
  uptime: number;
  version: string;
  environment: string;
  checks: Record<string, Omit<CheckResult, 'status'> & { status: string }>;
}

export interface HealthAnswer {
  statusCode: 200 | 503;
  body: HealthBody;
}

export interface Health {
  add(check: HealthCheck): void;
  answer(probe?: HealthProbe): Promise<HealthAnswer>;
  /** One check alone, for paths such as `/health/db`. Throws a RangeError for a name nobody added. */
  answerOne(checkName: string): Promise<HealthAnswer>;
}

export interface HealthOptions {
  version: string;
  environment?: string;
  /** What the status of a check is called in answers, where a guide promises other words: `{ healthy: 'ok', … }`. */
  checkWords?: Readonly<Record<HealthStatus, string>>;
  clock?: KitClock;
}

const plainWords: Readonly<Record<HealthStatus, string>> = {
  healthy: 'healthy',
  degraded: 'degraded',
  unhealthy: 'unhealthy',
};

const defaultProbes = ['readiness', 'startup'] as const;

export function createHealth(options: HealthOptions): Health {
  const { version, environment = 'production', checkWords = plainWords, clock = systemClock } = options;
  const checks = new Map<string, HealthCheck>();
  const running = new Map<string, Promise<CheckResult>>();
  const startedAt = clock.elapsed();
  let hasStarted = false;

  // Probes that arrive while a check runs share its result: a crowd of probers must not become a crowd of queries.
  function resultOf(check: HealthCheck): Promise<CheckResult> {
    const shared = running.get(check.name);
    if (shared) return shared;
    const result = runCheck(check, clock).finally(() => running.delete(check.name));
    running.set(check.name, result);
    return result;
  }

  async function answerFrom(asked: HealthCheck[]): Promise<HealthAnswer> {
    const entries = await Promise.all(asked.map(async (check) => [check, await resultOf(check)] as const));
    const status = worst(entries.map(([check, result]) => effectOf(check, result.status)));
    return {
      statusCode: status === 'unhealthy' ? 503 : 200,
      body: {
        status,
        timestamp: new Date(clock.now()).toISOString(),
        uptime: Math.round((clock.elapsed() - startedAt) / 1000),
        version,
        environment,
        checks: Object.fromEntries(
          entries.map(([{ name }, result]) => [name, { ...result, status: checkWords[result.status] }]),
        ),
      },
    };
  }

  return {
    add(check) {
      if (checks.has(check.name)) throw new RangeError(`A health check named "${check.name}" exists already.`);
      checks.set(check.name, check);
    },
    async answer(probe = 'health') {
      // Startup is a latch: once the service has come up, a later outage is readiness' business.
      if (probe === 'startup' && hasStarted) return answerFrom([]);
      const asked = [...checks.values()].filter(
        (check) => probe === 'health' || (check.probes ?? defaultProbes).includes(probe),
      );
      const answer = await answerFrom(asked);
      if (probe === 'startup') hasStarted = answer.statusCode === 200;
      return answer;
    },
    async answerOne(checkName) {
      const check = checks.get(checkName);
      if (!check) throw new RangeError(`No health check is named "${checkName}".`);
      return answerFrom([check]);
    },
  };
}

async function runCheck(check: HealthCheck, clock: KitClock): Promise<CheckResult> {
  const timeoutMs = check.timeoutMs ?? 2_000;
  const startedAt = clock.elapsed();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abort.abort();
      reject(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  const finish = (outcome: CheckOutcome): CheckResult => ({
    status: outcome.status ?? 'healthy',
    message: outcome.message ?? 'ok',
    latency: Math.round((clock.elapsed() - startedAt) * 10) / 10,
    details: outcome.details ?? {},
  });
  try {
    return finish((await Promise.race([check.run(abort.signal), timeout])) ?? {});
  } catch (error) {
    return finish({ status: 'unhealthy', message: sentenceOf(error) });
  } finally {
    clearTimeout(timer);
  }
}

/** What a check's status means for the service as a whole. */
function effectOf({ critical = true }: HealthCheck, status: HealthStatus): HealthStatus {
  return status === 'unhealthy' && !critical ? 'degraded' : status;
}

/** Drivers reject with an AggregateError without a message when every address of a host refused. */
function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(sentenceOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function worst(statuses: HealthStatus[]): HealthStatus {
  if (statuses.includes('unhealthy')) return 'unhealthy';
  return statuses.includes('degraded') ? 'degraded' : 'healthy';
}
