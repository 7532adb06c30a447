import type { Control } from '../control-client.ts';
import { HostError } from '../host-error.ts';
import type { LocalConfig } from '../local-config.ts';
import type { HostDescription } from '../operations.ts';
import type { KubectlWords } from './words.ts';

/** One documented verb, done on the local cloud. What it returns is printed. */
export type KubectlVerb = (call: KubectlCall) => Promise<string | undefined>;
export type KubectlVerbs = Record<string, KubectlVerb>;
export type KubernetesNames = NonNullable<LocalConfig['kubernetes']>;

export interface KubectlCall extends KubectlWords {
  control: Control;
  kubernetes: KubernetesNames;
  /** The service's port on this machine. */
  port: number;
  exampleFolder: string;
  state(): Promise<HostDescription>;
}

export interface Pod {
  name: string;
  /** Of the service: its slot; of an engine: its role. */
  slot: number | null;
  role: 'database' | 'cache' | null;
  isReady: boolean;
  status: string;
  restarts: number;
  /** Epoch milliseconds; null where it is not known. */
  startedAt: number | null;
  memoryPercent: number;
  cpuPercent: number;
}

export async function podsOf(call: KubectlCall): Promise<Pod[]> {
  const state = await call.state();
  const own = state.instances.map(
    (instance): Pod => ({
      name: instance.name,
      slot: instance.slot,
      role: null,
      isReady: instance.status === 'Running',
      status: instance.status === 'Running' ? 'Running' : 'ContainerCreating',
      restarts: instance.restarts,
      startedAt: instance.startedAt,
      memoryPercent: instance.memoryPercent,
      cpuPercent: instance.cpuPercent,
    }),
  );
  // Instances that should run and do not: what a cluster shows as crash-looping.
  const missing = Array.from(
    { length: Math.max(0, state.desiredInstances - own.length) },
    (_, index): Pod => ({
      name: `${call.kubernetes.deployment}-${own.length + index + 1}`,
      slot: own.length + index + 1,
      role: null,
      isReady: false,
      status: 'CrashLoopBackOff',
      restarts: 0,
      startedAt: null,
      memoryPercent: 0,
      cpuPercent: 0,
    }),
  );
  const engines = Object.entries(call.kubernetes.pods).map(([name, role]): Pod => {
    const isReady = state.engines.find((engine) => engine.role === role)?.isRunning ?? false;
    const status = isReady ? 'Running' : 'Error';
    return { name, slot: null, role, isReady, status, restarts: 0, startedAt: null, memoryPercent: 0, cpuPercent: 0 };
  });
  return [...own, ...missing, ...engines];
}

export async function podNamed(call: KubectlCall, given: string): Promise<Pod> {
  const name = given.replace(/^(?:pods?|po)\//, '');
  const pod = (await podsOf(call)).find((candidate) => candidate.name === name);
  if (!pod) throw new HostError(`Error from server (NotFound): pods "${name}" not found`, { exitCode: 1 });
  return pod;
}

/** Accepts `deployment x`, `deployment/x` and `deploy/x`. */
export function checkDeployment({ targets, kubernetes }: KubectlCall): void {
  const [first = '', second] = targets;
  const [kind, name] = first.includes('/') ? first.split('/', 2) : [first, second];
  if (!/^deploy(?:ment|ments|ment\.apps)?$/.test(kind ?? '')) {
    throw new HostError(`error: this stand-in knows deployments here, not "${kind}"`, { exitCode: 1 });
  }
  if (name !== kubernetes.deployment) {
    throw new HostError(`Error from server (NotFound): deployments.apps "${name ?? ''}" not found`, { exitCode: 1 });
  }
}

/** Columns as kubectl prints them. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

export function age(startedAt: number | null): string {
  if (startedAt === null) return '-';
  const seconds = Math.max(0, Math.round((Date.now() - startedAt) / 1_000));
  if (seconds < 120) return `${seconds}s`;
  return seconds < 7_200 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds / 3_600)}h`;
}
