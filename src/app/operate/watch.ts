import type { AlertState } from '../../judge/alert-state.ts';
import { ProbeScheduler } from '../../observe/probe-scheduler.ts';
import { Scraper } from '../../observe/scraper.ts';
import type { AlertRule } from '../../plan/plan.ts';
import { listAlertStates } from '../../store/postgres/alerts.ts';
import { judge } from './judge.ts';
import { readFigures } from './objectives.ts';
import type { Operation } from './operation.ts';
import { probers } from './probers.ts';
import type { Surroundings } from './surroundings.ts';

/** Objectives, budgets and watched metrics are read this often. */
const FIGURES_SECONDS = 20;

/** Looks at every system and judges what is seen, until the returned function is called. */
export async function startWatching(surroundings: Surroundings): Promise<() => Promise<void>> {
  const endings: (() => Promise<void>)[] = [];
  for (const operation of surroundings.operations.values()) endings.push(await watch(surroundings, operation));
  return async () => {
    await Promise.all(endings.map((end) => end()));
  };
}

async function watch(surroundings: Surroundings, operation: Operation): Promise<() => Promise<void>> {
  const { clock, log, store, telemetry } = surroundings;
  const { plan } = operation;
  for (const { ruleId, state } of await listAlertStates<AlertState>(store.database, operation.id))
    operation.alerts.set(ruleId, state);

  const judging = new OneAtATime(
    (rules: readonly AlertRule[]) => judge(surroundings, operation, rules),
    (error) => log.error({ error, system: operation.id }, 'rules cannot be judged; trying again at the next look'),
  );
  const checkNames = new Map(plan.checks.map(({ id, name }) => [id, name]));
  const scheduler = new ProbeScheduler({
    checks: plan.checks,
    probers,
    clock,
    resolveSecret: (secret) => operation.resolveSecret(secret),
    onResult: (result) => {
      operation.addResult(result);
      telemetry.writer.writeProbe(operation.id, checkNames.get(result.checkId) ?? result.checkId, result);
      judging.request(
        plan.rules.filter(
          ({ indicator }) => indicator.source === 'probe' && indicator.checkIds.includes(result.checkId),
        ),
      );
    },
  });
  const scraper = new Scraper({
    systemId: operation.id,
    targets: plan.scrapeTargets,
    clock,
    sink: telemetry.writer,
    log: (line) => log.debug({ system: operation.id }, line),
  });
  scheduler.start();
  scraper.start();

  const stopping = new AbortController();
  const evaluateEvery = Math.min(...plan.rules.map(({ evaluateEverySeconds }) => evaluateEverySeconds), 60) * 1_000;
  const loops = [
    every(surroundings, evaluateEvery, stopping.signal, async () => judging.request(plan.rules)),
    every(surroundings, FIGURES_SECONDS * 1_000, stopping.signal, () => readFigures(surroundings, operation)),
  ];
  return async () => {
    stopping.abort();
    await Promise.all([scheduler.stop(), scraper.stop(), ...loops]);
    await judging.idle();
  };
}

async function every(
  { clock, log }: Surroundings,
  milliseconds: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => log.warn({ error }, 'a look failed; trying again at the next one'));
    await clock.sleep(milliseconds, signal);
  }
}

/** Collects requested rules while a judgement is under way, and judges each of them once when it is over. */
class OneAtATime {
  readonly #work: (rules: readonly AlertRule[]) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Map<string, AlertRule>();
  #running: Promise<void> | null = null;

  constructor(work: (rules: readonly AlertRule[]) => Promise<void>, onError: (error: unknown) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  request(rules: readonly AlertRule[]): void {
    for (const rule of rules) this.#waiting.set(rule.id, rule);
    this.#running ??= this.#run();
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const rules = [...this.#waiting.values()];
      this.#waiting.clear();
      await this.#work(rules).catch(this.#onError);
    }
    this.#running = null;
  }
}
