import type { Host } from './host.ts';
import { HostError } from './host-error.ts';

/** The faults, done for real. One at a time: beginning another ends the one before. */
export const faultNames = ['none', 'api-down', 'slow', 'errors', 'database-down', 'cache-down', 'leak'] as const;
export type FaultName = (typeof faultNames)[number];

export async function beginFault(host: Host, fault: Exclude<FaultName, 'none'>): Promise<void> {
  if (host.condition.fault === fault) return;
  const engine = engineOf(host, fault);
  await endFault(host);
  host.condition.fault = fault;
  host.log.line('host', `fault begins: ${fault}`);
  if (fault === 'api-down') await host.workers.end(0);
  else if (fault === 'slow' || fault === 'errors' || fault === 'leak') {
    host.workers.setFault(fault, host.config.service.leakPercent);
  } else await engine?.stop();
}

export async function endFault(host: Host): Promise<void> {
  const ending = host.condition.fault;
  await Promise.all(host.engines.map((engine) => engine.start()));
  host.workers.setFault('none', host.config.service.leakPercent);
  host.condition.isStopped = false;
  // Leaked memory comes back with a fresh process only.
  if (ending === 'leak') await host.workers.replace(host.plan());
  else await host.workers.fill(host.plan());
  host.condition.fault = 'none';
  if (ending !== 'none') host.log.line('host', `fault ends: ${ending}`);
}

function engineOf(host: Host, fault: FaultName) {
  if (fault !== 'database-down' && fault !== 'cache-down') return undefined;
  const role = fault === 'database-down' ? 'database' : 'cache';
  const engine = host.engines.find((candidate) => candidate.role === role);
  if (!engine) throw new HostError(`This system has no ${role}, so it cannot go down.`);
  return engine;
}
