import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { parseAllDocuments } from 'yaml';
import { followMs } from '../follow.ts';
import { HostError } from '../host-error.ts';
import type { HostDescription } from '../operations.ts';
import { checkDeployment, columns, type KubectlCall, type KubectlVerbs, podNamed, podsOf } from './verb.ts';

/** Verbs that change something: scale, rollout, set image, apply, delete, exec, port-forward. */
export const changeVerbs: KubectlVerbs = {
  scale: async (call) => {
    checkDeployment(call);
    await call.control.call('scale', { instances: replicas(call.options.replicas) });
    return `deployment.apps/${call.kubernetes.deployment} scaled`;
  },
  set: async (call) => {
    if (call.targets[0] !== 'image')
      throw new HostError('error: this stand-in sets images only: set image deployment/NAME CONTAINER=IMAGE', {
        exitCode: 1,
      });
    const image = call.targets.at(-1) ?? '';
    checkDeployment({ ...call, targets: call.targets.slice(1, -1) });
    await deployImage(call, image.slice(image.indexOf('=') + 1));
    return `deployment.apps/${call.kubernetes.deployment} image updated`;
  },
  rollout: async (call) => {
    const action = call.targets[0] ?? '';
    const engine = await engineOf(call, call.targets.slice(1));
    if (engine && action === 'restart') {
      await call.control.call('engine', { role: engine, action: 'restart' });
      return `statefulset.apps/${call.targets[1]} restarted`;
    }
    checkDeployment({ ...call, targets: call.targets.slice(1) });
    return rollout(call, action);
  },
  apply: async (call) => apply(call, call.options.filename ?? ''),
  delete: async (call) => {
    const pod = await podNamed(call, call.targets.at(-1) ?? '');
    if (pod.role) await call.control.call('engine', { role: pod.role, action: 'restart' });
    else await call.control.call('kill', { slot: pod.slot });
    return `pod "${pod.name}" deleted`;
  },
  exec: async (call) => {
    const target = call.targets[0] ?? '';
    const pod = target.startsWith('deploy') ? (await podsOf(call))[0] : await podNamed(call, target);
    if (!pod?.isReady) throw new HostError(`error: ${target} is not running`, { exitCode: 1 });
    process.exitCode = await execute(call, call.command.length > 0 ? call.command : call.targets.slice(1), pod.role);
    return undefined;
  },
  'port-forward': async (call) => {
    const [local, remote = local] = (call.targets.at(-1) ?? '').split(':').map(Number);
    if (!local || !remote) throw new HostError('error: give the ports as LOCAL:REMOTE', { exitCode: 1 });
    return forward(local, call.port);
  },
};

async function rollout(call: KubectlCall, action: string): Promise<string> {
  const name = `deployment.apps/${call.kubernetes.deployment}`;
  switch (action) {
    case 'restart':
      await call.control.call('restart');
      return `${name} restarted`;
    case 'undo': {
      const revision = call.options['to-revision'];
      const state = await call.control.call<HostDescription>(
        'rollback',
        revision ? { revision: Number(revision) } : {},
      );
      return `${name} rolled back (version ${state.version})`;
    }
    case 'history': {
      const { revisions } = await call.state();
      const rows = revisions.map(({ number, version, cause }) => [String(number), version, cause]);
      return `${name}\n${columns([['REVISION', 'VERSION', 'CHANGE-CAUSE'], ...rows])}`;
    }
    case 'status': {
      const { instances, desiredInstances } = await call.state();
      const ready = instances.filter(({ status }) => status === 'Running').length;
      if (ready >= desiredInstances) return `deployment "${call.kubernetes.deployment}" successfully rolled out`;
      throw new HostError(
        `Waiting for deployment "${call.kubernetes.deployment}": ${ready} of ${desiredInstances} replicas are available.`,
        { exitCode: 1 },
      );
    }
    default:
      throw new HostError(`error: this stand-in knows rollout restart, undo, history and status, not "${action}"`, {
        exitCode: 1,
      });
  }
}

/** Deployments of the service are carried out; a PodChaos kills one pod for real; anything else is told to be unknown. */
async function apply(call: KubectlCall, file: string): Promise<string> {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new HostError(`error: the path "${file}" cannot be read: ${(cause as Error).message}`, {
      exitCode: 1,
      cause,
    });
  }
  const said: string[] = [];
  for (const document of parseAllDocuments(text)) {
    const root = document.toJS({ maxAliasCount: 20 }) as Manifest | null;
    for (const item of root?.kind === 'List' ? (root.items ?? []) : [root]) {
      if (item) said.push(await applyOne(call, item));
    }
  }
  return said.join('\n');
}

interface Manifest {
  kind?: string;
  metadata?: { name?: string };
  items?: Manifest[];
  spec?: { replicas?: number; template?: { spec?: { containers?: { image?: string }[] } } };
}

async function applyOne(call: KubectlCall, item: Manifest): Promise<string> {
  const name = item.metadata?.name ?? '';
  if (item.kind === 'PodChaos') {
    const pods = (await podsOf(call)).filter((pod) => pod.slot !== null && pod.isReady);
    const victim = pods[0];
    if (!victim) throw new HostError('error: no pod runs that could fail', { exitCode: 1 });
    await call.control.call('kill', { slot: victim.slot });
    return `podchaos.chaos-mesh.org/${name} created: ${victim.name} killed`;
  }
  if (item.kind !== 'Deployment' || name !== call.kubernetes.deployment) {
    throw new HostError(
      `error: this stand-in applies the deployment ${call.kubernetes.deployment} and PodChaos, not ${item.kind ?? '?'} "${name}"`,
      { exitCode: 1 },
    );
  }
  const image = item.spec?.template?.spec?.containers?.[0]?.image;
  if (image && tagOf(image) !== (await call.state()).version) await deployImage(call, image);
  if (item.spec?.replicas !== undefined) await call.control.call('scale', { instances: item.spec.replicas });
  return `deployment.apps/${name} configured`;
}

async function deployImage(call: KubectlCall, image: string): Promise<void> {
  await call.control.call('deploy', { version: tagOf(image), cause: `image ${image}` });
}

/** `registry:5000/fleet-api:1.2.3` → `1.2.3`; without a tag it is `latest`, as everywhere. */
function tagOf(image: string): string {
  const last = image.split('/').at(-1)!;
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
}

/** The engine that a `statefulset/mysql` stands for: its pod is `mysql-0`. */
async function engineOf({ kubernetes }: KubectlCall, targets: string[]): Promise<'database' | 'cache' | null> {
  const [first = '', second] = targets;
  const [kind, name] = first.includes('/') ? first.split('/', 2) : [first, second];
  return /^(?:statefulset|sts)$/.test(kind ?? '') ? (kubernetes.pods[`${name}-0`] ?? null) : null;
}

/** Runs the command here, beside the service, with the engine's login in the variables its clients read. */
async function execute(call: KubectlCall, command: string[], role: 'database' | 'cache' | null): Promise<number> {
  const [program, ...args] = command;
  if (!program) throw new HostError('error: you must specify at least one command for the container', { exitCode: 1 });
  const environment = role === null ? {} : await call.control.call<Record<string, string>>('login', { role });
  const child = spawn(program, args, {
    stdio: 'inherit',
    cwd: call.exampleFolder,
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new HostError(`error: ${program}: ${error.message}`, { exitCode: 1, cause: error })),
    );
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function replicas(given: string | undefined): number {
  const count = Number(given);
  if (given === undefined || !Number.isInteger(count))
    throw new HostError('error: --replicas must be a whole number', { exitCode: 1 });
  return count;
}

function forward(local: number, remote: number): Promise<string> {
  const server = createServer((socket) => {
    const onward = connect({ host: '127.0.0.1', port: remote });
    socket.pipe(onward).pipe(socket);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new HostError(`error: unable to listen on port ${local}: ${error.message}`, { exitCode: 1 })),
    );
    server.listen(local, '127.0.0.1', () => {
      console.log(`Forwarding from 127.0.0.1:${local} -> ${remote}`);
      setTimeout(() => {
        server.close();
        resolve('Forwarding ended.');
      }, followMs());
    });
  });
}
