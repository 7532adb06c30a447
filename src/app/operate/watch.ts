import type { AlertState } from '../../judge/alert-state.ts';
import { ProbeScheduler } from '../../observe/probe-scheduler.ts';
import { Scraper } from '../../observe/scraper.ts';
import { listAlertStates } from '../../store/postgres/alerts.ts';
import { JudgingLoop } from './judging-loop.ts';
import { readFigures } from './objectives.ts';
import type { Operation } from './operation.ts';
import { probers } from './probers.ts';
import type { Surroundings } from './surroundings.ts';

/** Objectives, budgets and watched metrics are read this often. */
const FIGURES_SECONDS = 20;

/**
 * Looks at a system and judges what is seen, until the returned function is called.
 *
 * @param first when the first looks are due: spread over some seconds, or `at-once`, so that a guide that is edited over
 *   and over is looked at all the while
 */
export async function watch(
  surroundings: Surroundings,
  operation: Operation,
  first: 'spread' | 'at-once',
): Promise<() => Promise<void>> {
  const { clock, log, store, telemetry, announcer } = surroundings;
  const { plan } = operation;
  for (const { ruleId, state } of await listAlertStates<AlertState>(store.database, operation.id))
    operation.alerts.set(ruleId, state);

  // Apart: a telemetry store that hangs must not keep anybody from being paged for what probes see.
  const probed = plan.rules.filter(({ indicator }) => indicator.source === 'probe');
  const measured = plan.rules.filter(({ indicator }) => indicator.source !== 'probe');
  const judging = [
    new JudgingLoop(surroundings, operation, probed),
    new JudgingLoop(surroundings, operation, measured),
  ];
  const checkNames = new Map(plan.checks.map(({ id, name }) => [id, name]));
  const scheduler = new ProbeScheduler({
    checks: plan.checks,
    ...(first === 'at-once' ? { random: () => 0 } : {}),
    probers,
    clock,
    resolveSecret: (secret) => operation.resolveSecret(secret),
    onResult: (result) => {
      const before = operation.latest(result.checkId);
      operation.addResult(result);
      if (before?.ok === result.ok) announcer.valueSeen(operation.id);
      else announcer.stateChanged(operation.id);
      telemetry.writer.writeProbe(operation.id, checkNames.get(result.checkId) ?? result.checkId, result);
      for (const loop of judging) loop.see(result.checkId);
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

  for (const loop of judging) loop.start();

  const stopping = new AbortController();
  const figures = readNowAndThen(surroundings, operation, stopping.signal);
  return async () => {
    stopping.abort();
    await Promise.all([scheduler.stop(), scraper.stop(), figures]);
    await Promise.all(judging.map((loop) => loop.stop()));
  };
}

async function readNowAndThen(surroundings: Surroundings, operation: Operation, signal: AbortSignal): Promise<void> {
  const { clock, log, announcer } = surroundings;
  while (!signal.aborted) {
    await readFigures(surroundings, operation, signal).catch((error: unknown) =>
      log.warn({ err: error, system: operation.id }, 'objectives cannot be read; trying again'),
    );
    announcer.valueSeen(operation.id);
    await clock.sleep(FIGURES_SECONDS * 1_000, signal);
  }
}
