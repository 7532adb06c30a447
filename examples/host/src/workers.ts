import cluster, { type Worker } from 'node:cluster';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { HostLog } from './host-log.ts';
import type { Measures } from './measures.ts';
import type { MeasuresMessage, ServiceFault } from './worker-messages.ts';

/**
 * The service's processes: node:cluster workers that share one port. Each fills a numbered slot, its instance.
 *
 *   (none) ─ fork ─► starting ─ listening ─► running ─ exit ─► respawned after a pause that grows with each early exit
 *                                               └─ retire ─► draining ─ exit ─► (none)
 */
export interface WorkerPlan {
  instances: number;
  environment: Record<string, string>;
}

export interface InstanceState {
  slot: number;
  name: string;
  pid: number;
  status: 'Starting' | 'Running';
  /** Epoch milliseconds. */
  startedAt: number;
  restarts: number;
  memoryPercent: number;
  cpuPercent: number;
}

export interface Workers {
  readonly namePrefix: string;
  /** Brings the processes to the plan, keeping those that run. Resolves once every instance listens. */
  fill(plan: WorkerPlan): Promise<void>;
  /**
   * Fresh processes without faults for all instances; the old ones go when all successors listen. When one does not come
   * up, the old ones stay, the new ones go, and this rejects.
   */
  replace(plan: WorkerPlan): Promise<void>;
  /** Ends all, giving requests in flight `graceMs`; 0 kills at once. Nothing is respawned. */
  end(graceMs: number): Promise<void>;
  /** Ends one instance abruptly; it is respawned as after any crash. */
  kill(slot: number): boolean;
  setFault(fault: ServiceFault, leakPercent: number): void;
  instances(): InstanceState[];
}

interface Instance extends InstanceState {
  worker: Worker;
  isRetiring: boolean;
}

const listenTimeoutMs = 30_000;
const drainMs = 3_000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const settledAfterMs = 5_000;

export function createWorkers(entry: string, namePrefix: string, log: HostLog, measures: Measures): Workers {
  let plan: WorkerPlan | null = null;
  let fault: { fault: ServiceFault; leakPercent: number } = { fault: 'none', leakPercent: 95 };
  let earlyExits = 0;
  const instances = new Set<Instance>();
  const restarts = new Map<number, number>();
  cluster.setupPrimary({ exec: entry, args: [], silent: true });

  function fork(slot: number, wanted: WorkerPlan): Promise<void> {
    const name = `${namePrefix}-${slot}`;
    const worker = cluster.fork({ ...wanted.environment, INSTANCE_NAME: name });
    const startedAt = Date.now();
    const instance: Instance = {
      slot,
      name,
      pid: worker.process.pid ?? 0,
      status: 'Starting',
      startedAt,
      restarts: restarts.get(slot) ?? 0,
      memoryPercent: 0,
      cpuPercent: 0,
      worker,
      isRetiring: false,
    };
    instances.add(instance);
    for (const stream of [worker.process.stdout, worker.process.stderr] as (Readable | null)[]) {
      if (stream) createInterface({ input: stream }).on('line', (text) => log.line(name, text));
    }
    worker.on('message', (message: Partial<MeasuresMessage> | null) => {
      if (message?.type !== 'host:measures') return;
      instance.memoryPercent = message.memoryPercent ?? 0;
      instance.cpuPercent = message.cpuPercent ?? 0;
      measures.add(message as MeasuresMessage);
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${name} did not listen within ${listenTimeoutMs / 1_000} s.`)),
        listenTimeoutMs,
      );
      worker.once('listening', () => {
        clearTimeout(timer);
        instance.status = 'Running';
        worker.send({ type: 'host:fault', ...fault });
        resolve();
      });
      worker.once('error', () => {});
      worker.once('exit', (code, signal) => {
        clearTimeout(timer);
        instances.delete(instance);
        log.line('host', `${name} (process ${instance.pid}) ended: ${signal ?? `exit status ${code}`}`);
        reject(new Error(`${name} ended before it listened (${signal ?? `exit status ${code}`}).`));
        if (!instance.isRetiring && plan) respawn(slot, Date.now() - startedAt);
      });
    });
  }

  function respawn(slot: number, livedMs: number): void {
    earlyExits = livedMs < settledAfterMs ? earlyExits + 1 : 0;
    restarts.set(slot, (restarts.get(slot) ?? 0) + 1);
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(earlyExits, 10));
    setTimeout(() => {
      const isTaken = [...instances].some((instance) => instance.slot === slot && !instance.isRetiring);
      // The failure is in the log already, and its exit event has arranged for the next attempt.
      if (plan && slot <= plan.instances && !isTaken) fork(slot, plan).catch(() => {});
    }, pauseMs).unref();
  }

  async function retire(instance: Instance, graceMs: number): Promise<void> {
    instance.isRetiring = true;
    if (instance.worker.isDead()) return;
    const gone = new Promise<void>((resolve) => instance.worker.once('exit', () => resolve()));
    if (graceMs === 0) instance.worker.process.kill('SIGKILL');
    else {
      instance.worker.process.kill('SIGTERM');
      setTimeout(() => instance.worker.process.kill('SIGKILL'), graceMs).unref();
    }
    await gone;
  }

  return {
    namePrefix,
    async fill(wanted) {
      plan = wanted;
      const surplus = [...instances].filter((instance) => instance.slot > wanted.instances);
      const taken = new Set([...instances].filter((instance) => !instance.isRetiring).map((instance) => instance.slot));
      const missing = slots(wanted.instances).filter((slot) => !taken.has(slot));
      await Promise.all(missing.map((slot) => fork(slot, wanted)));
      await Promise.all(surplus.map((instance) => retire(instance, drainMs)));
    },
    async replace(wanted) {
      const previous = plan;
      plan = wanted;
      const faultBefore = fault;
      fault = { ...fault, fault: 'none' };
      const old = [...instances].filter((instance) => !instance.isRetiring);
      for (const instance of old) instance.isRetiring = true;
      const forked = await Promise.allSettled(slots(wanted.instances).map((slot) => fork(slot, wanted)));
      const failed = forked.find((result) => result.status === 'rejected');
      if (!failed) {
        await Promise.all(old.map((instance) => retire(instance, drainMs)));
        return;
      }
      plan = previous;
      fault = faultBefore;
      for (const instance of old) instance.isRetiring = false;
      const fresh = [...instances].filter((instance) => !old.includes(instance));
      await Promise.all(fresh.map((instance) => retire(instance, 0)));
      throw failed.reason;
    },
    async end(graceMs) {
      plan = null;
      await Promise.all([...instances].map((instance) => retire(instance, graceMs)));
    },
    kill(slot) {
      const instance = [...instances].find((candidate) => candidate.slot === slot && !candidate.isRetiring);
      instance?.worker.process.kill('SIGKILL');
      return instance !== undefined;
    },
    setFault(next, leakPercent) {
      fault = { fault: next, leakPercent };
      for (const { worker, status } of instances)
        if (status === 'Running') worker.send({ type: 'host:fault', ...fault });
    },
    instances: () =>
      [...instances]
        .filter((instance) => !instance.isRetiring)
        .sort((left, right) => left.slot - right.slot)
        .map(({ worker: _worker, isRetiring: _isRetiring, ...state }) => state),
  };
}

const slots = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
