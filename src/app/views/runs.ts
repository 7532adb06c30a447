import type { RunDetail, RunSummary } from '../../api/contract/run.ts';
import type { RunService } from '../../api/services.ts';
import { listRunOutput } from '../../store/postgres/run-output.ts';
import { findRun, listRuns, type RunRow } from '../../store/postgres/runs.ts';
import { firstCommand } from '../first-command.ts';
import { iso, isoOrNull } from '../instant.ts';
import { cancelRun, requestRun } from '../operate/runs.ts';
import type { Surroundings } from '../operate/surroundings.ts';

const MOST_LISTED = 200;

export function runService(surroundings: Surroundings): RunService {
  const { store, operations } = surroundings;
  return {
    list: async (systemId) =>
      (await listRuns(store.database, { systemId, incidentId: null, limit: MOST_LISTED })).map(runSummary),
    async one(runId): Promise<RunDetail | null> {
      const run = await findRun(store.database, runId);
      if (run === null) return null;
      const output = await listRunOutput(store.database, runId, 0);
      return {
        ...runSummary(run),
        source: run.source,
        output: output.map((piece) => ({ ...piece, at: iso(piece.at) })),
      };
    },
    async start(systemId, commandId, incidentId, by) {
      const operation = operations.get(systemId);
      const command = operation?.plan.commands.find(({ id }) => id === commandId);
      if (operation === undefined || command === undefined) return null;
      return { done: runSummary(await requestRun(surroundings, operation, command, incidentId, by)) };
    },
    async cancel(runId, by) {
      const run = await cancelRun(surroundings, runId, by);
      return run === null ? null : runSummary(run);
    },
  };
}

export function runSummary(run: RunRow): RunSummary {
  const { id, systemId, incidentId, commandId, state, startedBy, exitCode, sandbox, reason } = run;
  return {
    ...{ id, systemId, incidentId, commandId, state, startedBy, exitCode, sandbox, reason },
    title: firstCommand(run.source),
    queuedAt: iso(run.queuedAt),
    startedAt: isoOrNull(run.startedAt),
    endedAt: isoOrNull(run.endedAt),
  };
}
