import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { ChangeEvent } from '../../api/contract/event.ts';
import type { Outcome } from '../../api/services.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import { beginFault, endFaults, listFaults } from '../../store/postgres/faults.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';

const TIMEOUT_MS = 60_000;
const KEPT_OUTPUT = 4_000;
const FAULTS_LOOKED_AT = 50;

/** Breaks a system as its bindings say how, or ends its faults with `none`. What was done is kept, so that evidence can tell a drill. */
export async function injectFault(
  { store, clock }: Surroundings,
  operation: Operation,
  fault: string,
): Promise<Outcome<string>> {
  const { plan } = operation;
  const known = Object.keys(plan.faults);
  if (fault === 'none') {
    const begun = (await listFaults(store.database, operation.id, FAULTS_LOOKED_AT)).filter(
      ({ endedAt }) => endedAt === null,
    );
    // After a restart of the system nothing says what was on: end every kind there is.
    const endings = new Map(
      (begun.length > 0 ? begun.map(({ kind }) => kind) : known).flatMap((kind) =>
        plan.faults[kind] === undefined ? [] : [[plan.faults[kind].end.join('\0'), plan.faults[kind].end]],
      ),
    );
    for (const argv of endings.values()) {
      const failure = await run(plan.folder, argv);
      if (failure !== null) return { refused: `The fault cannot be ended: ${failure}` };
    }
    await store.transaction(async (database) => {
      await endFaults(database, operation.id, clock.now());
      await notifyChange(database, { type: 'system', systemId: operation.id } satisfies ChangeEvent);
    });
    return { done: `${plan.systemName}: no fault is on.` };
  }
  const chosen = Object.hasOwn(plan.faults, fault) ? plan.faults[fault] : undefined;
  if (chosen === undefined)
    return {
      refused: `${operation.id} has no fault “${fault}”; its bindings name ${known.length === 0 ? 'none' : known.join(', ')}.`,
    };
  const failure = await run(plan.folder, chosen.begin);
  if (failure !== null) return { refused: `The fault cannot be begun: ${failure}` };
  await store.transaction(async (database) => {
    await beginFault(database, operation.id, fault, clock.now());
    await notifyChange(database, { type: 'system', systemId: operation.id } satisfies ChangeEvent);
  });
  return { done: `${plan.systemName}: ${fault} is on. End it with: runproof fault ${operation.id} none` };
}

/** Runs a program of the bindings; null when it ended well, else what it said. Never through a shell. */
function run(folder: string, [program = '', ...argv]: readonly string[]): Promise<string | null> {
  return new Promise((done) => {
    const path = program.includes('/') ? resolve(folder, program) : program;
    const child = spawn(path, argv, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS });
    let said = '';
    const keep = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => done(error.message));
    child.once('close', (code) =>
      done(code === 0 ? null : said.trim().split('\n').at(-1) || `${program} ended with ${code}`),
    );
  });
}
