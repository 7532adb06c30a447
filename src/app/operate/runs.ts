import { randomUUID } from 'node:crypto';
import type { OutputChunk } from '../../act/outcome.ts';
import { refusal, warnings } from '../../act/refusal.ts';
import { runCommand } from '../../act/run-command.ts';
import { detectSandbox } from '../../act/sandbox.ts';
import type { ChangeEvent } from '../../api/contract/event.ts';
import type { Command } from '../../plan/plan.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import { type ClaimedEffect, enqueueEffects } from '../../store/postgres/effects.ts';
import { appendEvidence } from '../../store/postgres/evidence.ts';
import { appendRunOutput } from '../../store/postgres/run-output.ts';
import {
  beginRun,
  createRun,
  endRun,
  findRun,
  interruptAbandonedRuns,
  keepRun,
  type RunRow,
  requestCancel,
} from '../../store/postgres/runs.ts';
import type { Database } from '../../store/postgres/store.ts';
import { firstCommand } from '../first-command.ts';
import { iso } from '../instant.ts';
import type { EffectHandler, EffectOutcome } from './effect-worker.ts';
import type { Operation } from './operation.ts';
import { respond } from './respond.ts';
import type { Surroundings } from './surroundings.ts';

/** Stores that a person wants a command run; a refusal is stored as well, so that it is seen. */
export async function requestRun(
  { store, clock }: Surroundings,
  operation: Operation,
  command: Command,
  incidentId: string | null,
  by: string,
): Promise<RunRow> {
  const refused = refusal(command)?.message ?? null;
  return store.transaction(async (database) => {
    const now = clock.now();
    const run = await createRun(
      database,
      {
        systemId: operation.id,
        incidentId,
        commandId: command.id,
        source: command.bound ?? command.source,
        startedBy: by,
        refusal: refused,
      },
      now,
    );
    if (refused === null)
      await enqueueEffects(
        database,
        [{ kind: 'run', idempotencyKey: `run:${run.id}`, dueAt: now, payload: { runId: run.id } }],
        now,
      );
    await announce(database, run);
    return run;
  });
}

export async function cancelRun({ store, clock }: Surroundings, runId: string, by: string): Promise<RunRow | null> {
  return store.transaction(async (database) => {
    const run =
      (await requestCancel(database, runId, `Cancelled by ${by}.`, clock.now())) ?? (await findRun(database, runId));
    if (run !== null) await announce(database, run);
    return run;
  });
}

/** Shows runs whose process died; they are never begun again by themselves. */
export async function interruptAbandoned(surroundings: Surroundings): Promise<void> {
  const { store, clock } = surroundings;
  const now = clock.now();
  for (const run of await interruptAbandonedRuns(store.database, now))
    await store.transaction(async (database) => {
      await announce(database, run);
      await tellIncident(surroundings, database, run, now);
    });
}

/** A dead process's run is seen to be dead after this long. */
const LEASE_SECONDS = 15;
/** A page follows the output this often; PostgreSQL gets it at the same time. */
const FLUSH_MS = 200;

/** Carries out the queue's `run`: begins it once, streams and keeps its output, and stores how it ended. */
export function runHandler(surroundings: Surroundings): EffectHandler {
  const owner = randomUUID();
  return {
    async carryOut(effect: ClaimedEffect, stopping: AbortSignal): Promise<EffectOutcome> {
      const { runId } = effect.payload as { runId: string };
      const { store, clock, operations } = surroundings;
      const wanted = await findRun(store.database, runId);
      const operation = operations.get(wanted?.systemId ?? '');
      if (wanted === null || operation === undefined)
        return { hopeless: `run ${runId} is of a system that is not operated here` };
      const until = clock.now() + LEASE_SECONDS * 1_000;
      const run = await beginRun(store.database, runId, { owner, until }, await detectSandbox(), clock.now());
      // Begun before: by a process that died, or that still lives. Either way it is not begun twice.
      if (run === null) return { done: true };
      await announce(store.database, run);
      await carryOutRun(surroundings, operation, run, owner, stopping);
      return { done: true };
    },
    gaveUp: async () => {},
  };
}

async function carryOutRun(
  surroundings: Surroundings,
  operation: Operation,
  run: RunRow,
  owner: string,
  stopping: AbortSignal,
): Promise<void> {
  const { store, clock, feed } = surroundings;
  const cancel = new AbortController();
  const signal = AbortSignal.any([cancel.signal, stopping]);
  const over = new AbortController();
  const output = new OutputKeeper(surroundings, run.id);
  const keeping = keepLease(surroundings, run.id, owner, over.signal, () => cancel.abort());
  const flushing = flushOutput(surroundings, output, over.signal);

  const settings = { ...operation.plan.commandSettings, folder: operation.plan.folder };
  const tell = (chunk: OutputChunk) => {
    const sequence = output.add(chunk);
    const { stream, text, at } = chunk;
    feed.publish({ type: 'output', runId: run.id, sequence, stream, text, at: iso(at) });
  };
  const command = operation.plan.commands.find(({ id }) => id === run.commandId);
  for (const warning of warnings(command?.interactive ?? [], settings.timeoutSeconds))
    tell({ stream: 'stderr', text: `Runproof: ${warning}\n`, at: clock.now() });
  const outcome = await runCommand({ source: run.source }, settings, {
    timeoutSeconds: settings.timeoutSeconds,
    redact: [...operation.system.secrets.values()],
    signal,
    now: clock.now,
    onOutput: tell,
  });
  over.abort();
  await Promise.all([keeping, flushing]);
  await output.flush();
  const now = clock.now();
  await store.transaction(async (database) => {
    const ended = await endRun(
      database,
      run.id,
      {
        state: outcome.state,
        exitCode: outcome.exitCode,
        reason: outcome.state === 'succeeded' ? null : outcome.message,
      },
      now,
    );
    if (ended === null) return;
    await appendEvidence(database, operation.id, [
      {
        ...{ commitmentId: run.commandId, at: now, kind: 'run' },
        outcome: ended.state === 'succeeded' ? 'held' : 'failed',
        summary: ended.state === 'succeeded' ? `run by ${run.startedBy}` : `${ended.state}, run by ${run.startedBy}`,
        detail: {
          measuredSeconds: Math.round((now - (ended.startedAt ?? now)) / 1_000),
          allowedSeconds: null,
          incidentId: run.incidentId,
        },
      },
    ]);
    await tellIncident(surroundings, database, ended, now);
    await announce(database, ended);
  });
}

/** Collects output between flushes; sequence numbers count both streams. */
class OutputKeeper {
  readonly #surroundings: Surroundings;
  readonly #runId: string;
  #pending: { sequence: number; stream: 'stdout' | 'stderr'; text: string; at: number }[] = [];
  #count = 0;

  constructor(surroundings: Surroundings, runId: string) {
    this.#surroundings = surroundings;
    this.#runId = runId;
  }

  add({ stream, text, at }: OutputChunk): number {
    this.#count += 1;
    this.#pending.push({ sequence: this.#count, stream, text, at });
    return this.#count;
  }

  async flush(): Promise<void> {
    const pieces = this.#pending;
    if (pieces.length === 0) return;
    await appendRunOutput(this.#surroundings.store.database, this.#runId, pieces);
    this.#pending = this.#pending.slice(pieces.length);
  }
}

async function flushOutput({ clock, log }: Surroundings, output: OutputKeeper, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(FLUSH_MS, over);
    await output.flush().catch((error: unknown) => log.warn({ err: error }, 'output of a run cannot be kept yet'));
  }
}

async function keepLease(
  { store, clock, log }: Surroundings,
  runId: string,
  owner: string,
  over: AbortSignal,
  cancel: () => void,
): Promise<void> {
  while (!over.aborted) {
    await clock.sleep(1_000, over);
    if (over.aborted) return;
    try {
      const answer = await keepRun(store.database, runId, { owner, until: clock.now() + LEASE_SECONDS * 1_000 });
      if (answer !== 'go-on') cancel();
    } catch (error) {
      log.warn({ err: error, run: runId }, 'the lease of a run cannot be extended');
    }
  }
}

async function tellIncident({ operations }: Surroundings, database: Database, run: RunRow, now: number): Promise<void> {
  const operation = operations.get(run.systemId);
  if (run.incidentId === null || operation === undefined) return;
  const runbook = operation.plan.runbooks.find(({ commandIds }) => commandIds.includes(run.commandId));
  const outcome = run.state === 'succeeded' || run.state === 'interrupted' ? run.state : 'failed';
  const title = firstCommand(run.source);
  const { id: runId, startedBy: by, commandId, exitCode } = run;
  await respond(
    database,
    operation,
    run.incidentId,
    { type: 'run-finished', runId, by, title, runbookId: runbook?.id ?? null, commandId, outcome, exitCode },
    now,
  );
}

async function announce(database: Database, run: RunRow): Promise<void> {
  await notifyChange(database, { type: 'run', runId: run.id, systemId: run.systemId } satisfies ChangeEvent);
}
