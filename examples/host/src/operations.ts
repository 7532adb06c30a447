import { z } from 'zod';
import { restoreBackup, takeBackup } from './backups.ts';
import { beginFault, endFault, faultNames } from './faults.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';
import { currentVersion, release, rollOut } from './rollout.ts';
import { skuMemoryFactor } from './skus.ts';

/** The control verbs: what the stand-ins and `fault` ask of the host. Each takes checked input and returns the new state. */
type Operation = { input: z.ZodType; run: (host: Host, input: never) => unknown };

function operation<Input extends z.ZodType>(
  input: Input,
  run: (host: Host, input: z.output<Input>) => unknown,
): Operation {
  return { input, run: run as Operation['run'] };
}

const nothing = z.strictObject({});
const text = z.string().min(1).max(200);
const role = z.enum(['database', 'cache']);

export const operations: Record<string, Operation> = {
  /** What the stand-ins have to know of `local.yaml`. */
  about: operation(nothing, ({ config }) => ({
    name: config.name,
    azure: config.azure ?? null,
    kubernetes: config.kubernetes ?? null,
    port: config.service.port,
  })),
  state: operation(nothing, describe),
  restart: operation(nothing, async (host) => {
    await rollOut(host, 'restarted');
    return describe(host);
  }),
  stop: operation(nothing, async (host) => {
    host.condition.isStopped = true;
    await host.workers.end(2_000);
    host.log.line('host', 'service stopped');
    return describe(host);
  }),
  start: operation(nothing, async (host) => {
    if (host.workers.instances().length === 0) await rollOut(host, 'started');
    return describe(host);
  }),
  scale: operation(z.strictObject({ instances: z.int().min(0).max(10) }), async (host, { instances }) => {
    if (instances === 0) {
      host.condition.isStopped = true;
      await host.workers.end(2_000);
      return describe(host);
    }
    const { state } = host.stateFile;
    state.instances = instances;
    host.stateFile.save();
    host.condition.isStopped = false;
    if (host.condition.fault === 'api-down') await rollOut(host, 'scaled');
    else await host.workers.fill(host.plan());
    host.log.line('host', `scaled to ${instances} instances`);
    return describe(host);
  }),
  plan: operation(z.strictObject({ sku: text }), async (host, { sku }) => {
    const wanted = sku.toUpperCase();
    if (!(wanted in skuMemoryFactor)) {
      throw new HostError(`No plan is named ${sku}; the local cloud knows ${Object.keys(skuMemoryFactor).join(', ')}.`);
    }
    await rollOut(host, `moved to plan ${wanted}`, (state) => {
      state.sku = wanted;
    });
    return describe(host);
  }),
  deploy: operation(z.strictObject({ version: text, cause: text }), async (host, { version, cause }) => {
    await release(host, version, cause);
    return describe(host);
  }),
  swap: operation(nothing, async (host) => {
    await release(host, host.stateFile.state.stagingVersion, 'slot swap');
    return describe(host);
  }),
  rollback: operation(z.strictObject({ revision: z.int().positive().optional() }), async (host, { revision }) => {
    const { revisions } = host.stateFile.state;
    const target = revision === undefined ? revisions.at(-2) : revisions.find(({ number }) => number === revision);
    if (!target) throw new HostError(revision ? `There is no revision ${revision}.` : 'There is no earlier revision.');
    await release(host, target.version, `rollback to revision ${target.number}`);
    return describe(host);
  }),
  kill: operation(z.strictObject({ slot: z.int().positive() }), (host, { slot }) => {
    if (!host.workers.kill(slot)) throw new HostError(`Instance ${slot} does not run.`);
    host.log.line('host', `instance ${slot} deleted`);
    return describe(host);
  }),
  engine: operation(z.strictObject({ role, action: z.enum(['start', 'stop', 'restart']) }), async (host, input) => {
    const engine = host.engines.find((candidate) => candidate.role === input.role);
    if (!engine) throw new HostError(`This system has no ${input.role}.`);
    if (input.action !== 'start') await engine.stop();
    if (input.action !== 'stop') await engine.start();
    if (input.action !== 'stop' && host.condition.fault === `${input.role}-down`) host.condition.fault = 'none';
    host.log.line('host', `${input.role}: ${input.action}`);
    return describe(host);
  }),
  fault: operation(z.strictObject({ fault: z.enum(faultNames) }), async (host, { fault }) => {
    if (fault === 'none') await endFault(host);
    else await beginFault(host, fault);
    return describe(host);
  }),
  record: operation(
    z.strictObject({ kind: text, value: z.looseObject({ name: text }), remove: z.boolean().default(false) }),
    (host, { kind, value, remove }) => {
      const { records } = host.stateFile.state;
      const others = (records[kind] ?? []).filter((record) => record.name !== value.name);
      if (remove && others.length === (records[kind] ?? []).length)
        throw new HostError(`No ${kind} is named ${value.name}.`);
      records[kind] = remove ? others : [...others, value];
      host.stateFile.save();
      return value;
    },
  ),
  records: operation(z.strictObject({ kind: text }), (host, { kind }) => host.stateFile.state.records[kind] ?? []),
  backup: operation(z.strictObject({ name: text }), (host, { name }) => takeBackup(host, name)),
  restore: operation(z.strictObject({ name: text, at: text.optional() }), (host, { name, at }) =>
    restoreBackup(host, name, at),
  ),
  measures: operation(nothing, (host) => ({ minutes: host.measures.minutes(), requests: host.measures.requests() })),
  login: operation(z.strictObject({ role }), (host, input) => clientVariables(host, input.role)),
  secret: operation(z.strictObject({ variable: text }), (host, { variable }) => {
    const value = host.plan().environment[variable];
    if (value === undefined) throw new HostError(`The service has no setting named ${variable}.`);
    return { value };
  }),
};

export type HostDescription = ReturnType<typeof describe>;

function describe(host: Host) {
  const { state } = host.stateFile;
  const instances = host.workers.instances();
  return {
    name: host.config.name,
    baseUrl: host.baseUrl,
    status: instances.some(({ status }) => status === 'Running') ? 'Running' : 'Stopped',
    fault: host.condition.fault,
    version: currentVersion(host),
    stagingVersion: state.stagingVersion,
    desiredInstances: host.condition.isStopped ? 0 : state.instances,
    instances,
    sku: state.sku,
    memoryMegabytes: Number(host.plan().environment.MEMORY_LIMIT_MEGABYTES),
    revisions: state.revisions,
    engines: host.engines.map((engine) => ({
      role: engine.role,
      kind: engine.kind,
      port: engine.port,
      isRunning: engine.isRunning(),
    })),
  };
}

/** The variables that the command-line clients of the engines read their login from. */
function clientVariables(host: Host, wanted: z.output<typeof role>): Record<string, string> {
  const engine = host.engines.find((candidate) => candidate.role === wanted);
  if (!engine) throw new HostError(`This system has no ${wanted}.`);
  const url = new URL(engine.url);
  const password = decodeURIComponent(url.password);
  const database = url.pathname.slice(1);
  return {
    [engine.variable]: engine.url,
    ...(url.protocol === 'mysql:' ? { MYSQL_HOST: url.hostname, MYSQL_TCP_PORT: url.port, MYSQL_PWD: password } : {}),
    ...(url.protocol === 'postgres:'
      ? { PGHOST: url.hostname, PGPORT: url.port, PGUSER: url.username, PGPASSWORD: password, PGDATABASE: database }
      : {}),
  };
}
