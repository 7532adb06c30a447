import { cpus, freemem, totalmem } from 'node:os';
import { stringify } from 'yaml';
import { followMs } from '../follow.ts';
import { HostError } from '../host-error.ts';
import { age, columns, type KubectlCall, type KubectlVerbs, podNamed, podsOf } from './verb.ts';

/** Verbs that only look: get, describe, logs, top. */
export const lookVerbs: KubectlVerbs = {
  get: async (call) => {
    const kind = call.targets[0] ?? '';
    if (call.options.output === 'yaml' || call.options.output === 'json') return manifest(call);
    if (/^(?:pods?|po)(?:\/|$)/.test(kind)) return getPods(call);
    if (/^(?:endpoints|ep)$/.test(kind)) return getEndpoints(call);
    if (/^(?:services?|svc)$/.test(kind)) return getServices(call);
    if (/^deploy(?:ments?)?(?:\/|$)/.test(kind)) return getDeployments(call);
    if (kind === 'all') return [await getPods(call), await getServices(call), await getDeployments(call)].join('\n\n');
    throw new HostError(`error: this stand-in gets pods, endpoints, services, deployments and all, not "${kind}"`, {
      exitCode: 1,
    });
  },
  describe: async (call) => {
    const pod = await podNamed(call, call.targets.at(-1) ?? '');
    const state = await call.state();
    const lines = [
      ['Name:', pod.name],
      ['Namespace:', call.kubernetes.namespace],
      ['Status:', pod.status],
      ['Image:', pod.role === null ? `${call.kubernetes.image}:${state.version}` : pod.role],
      ['Ready:', String(pod.isReady)],
      ['Restart Count:', String(pod.restarts)],
      ['Memory:', pod.slot === null ? '-' : `${pod.memoryPercent} % of ${state.memoryMegabytes}Mi`],
      ['CPU:', pod.slot === null ? '-' : `${pod.cpuPercent} % of a core`],
    ];
    let events = '';
    await call.control.logs({ source: 'host', limit: 10 }, (text) => {
      events += text.replaceAll(/^/gm, '  ');
    });
    return `${columns(lines)}\nEvents:\n${events.trimEnd()}`;
  },
  logs: async (call) => {
    const target = call.targets[0] ?? '';
    const source = await logSource(call, target);
    const query = {
      source,
      limit: call.options.tail === undefined ? undefined : Number(call.options.tail),
      sinceMs: call.options.since === undefined ? undefined : milliseconds(call.options.since),
      followMs: call.options.follow === undefined ? undefined : followMs(),
    };
    await call.control.logs(query, (text) => process.stdout.write(text));
    return undefined;
  },
  top: async (call) => {
    if (/^nodes?$/.test(call.targets[0] ?? '')) {
      const usedBytes = totalmem() - freemem();
      const percent = Math.round((usedBytes / totalmem()) * 100);
      return columns([
        ['NAME', 'CPU(cores)', 'MEMORY(bytes)', 'MEMORY%'],
        ['local', String(cpus().length), `${Math.round(usedBytes / 1_048_576)}Mi`, `${percent}%`],
      ]);
    }
    const { memoryMegabytes } = await call.state();
    const pods = (await podsOf(call)).filter((pod) => pod.slot !== null && pod.isReady);
    const rows = pods.map((pod) => [
      pod.name,
      `${Math.round(pod.cpuPercent * 10)}m`,
      `${Math.round((pod.memoryPercent / 100) * memoryMegabytes)}Mi`,
    ]);
    return columns([['NAME', 'CPU(cores)', 'MEMORY(bytes)'], ...rows]);
  },
};

async function getPods(call: KubectlCall): Promise<string> {
  const name = call.targets[0]?.split('/')[1] ?? (call.targets[0] === 'all' ? undefined : call.targets[1]);
  let pods = name === undefined ? await podsOf(call) : [await podNamed(call, name)];
  const selected = /^app=(.+)$/.exec(call.options.selector ?? '')?.[1];
  if (selected !== undefined) {
    pods = pods.filter(
      (pod) => (pod.role === null ? call.kubernetes.deployment : pod.name.replace(/-\d+$/, '')) === selected,
    );
  }
  if (pods.length === 0) return `No resources found in ${call.kubernetes.namespace} namespace.`;
  const rows = pods.map((pod) => [
    pod.name,
    pod.isReady ? '1/1' : '0/1',
    pod.status,
    String(pod.restarts),
    age(pod.startedAt),
  ]);
  return columns([['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'], ...rows]);
}

async function getEndpoints(call: KubectlCall): Promise<string> {
  const { instances } = await call.state();
  const isUp = instances.some(({ status }) => status === 'Running');
  return columns([
    ['NAME', 'ENDPOINTS', 'INSTANCES'],
    [call.kubernetes.deployment, isUp ? `127.0.0.1:${call.port}` : '<none>', String(instances.length)],
  ]);
}

async function getServices(call: KubectlCall): Promise<string> {
  return columns([
    ['NAME', 'TYPE', 'CLUSTER-IP', 'PORT(S)'],
    [call.kubernetes.deployment, 'ClusterIP', '127.0.0.1', `${call.port}/TCP`],
  ]);
}

async function getDeployments(call: KubectlCall): Promise<string> {
  const { desiredInstances, instances, version } = await call.state();
  const ready = instances.filter(({ status }) => status === 'Running').length;
  return columns([
    ['NAME', 'READY', 'UP-TO-DATE', 'AVAILABLE', 'IMAGE'],
    [
      call.kubernetes.deployment,
      `${ready}/${desiredInstances}`,
      String(instances.length),
      String(ready),
      `${call.kubernetes.image}:${version}`,
    ],
  ]);
}

/** What `apply -f` takes back. */
async function manifest(call: KubectlCall): Promise<string> {
  const { desiredInstances, version } = await call.state();
  const { namespace, deployment, container, image } = call.kubernetes;
  const item = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: deployment, namespace },
    spec: {
      replicas: desiredInstances,
      template: { spec: { containers: [{ name: container, image: `${image}:${version}` }] } },
    },
  };
  const list = { apiVersion: 'v1', kind: 'List', items: [item] };
  return call.options.output === 'json' ? JSON.stringify(list, null, 2) : stringify(list).trimEnd();
}

async function logSource(call: KubectlCall, target: string): Promise<string> {
  if (/^deploy(?:ment)?\//.test(target)) {
    if (target.split('/')[1] === call.kubernetes.deployment) return call.kubernetes.deployment;
    throw new HostError(`Error from server (NotFound): deployments.apps "${target.split('/')[1]}" not found`, {
      exitCode: 1,
    });
  }
  const pod = await podNamed(call, target);
  return pod.role ?? pod.name;
}

/** `90s`, `15m`, `24h`. */
function milliseconds(duration: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(duration);
  if (!match) throw new HostError(`error: "${duration}" is not a duration such as 90s, 15m or 24h`, { exitCode: 1 });
  return Number(match[1]) * { s: 1_000, m: 60_000, h: 3_600_000 }[match[2] as 's' | 'm' | 'h'];
}
