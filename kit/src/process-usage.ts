import os from 'node:os';

/** What this process uses of what it may use. The limit: `MEMORY_LIMIT_MEGABYTES`, else the cgroup's, else the machine's. */
export interface ProcessUsage {
  memoryPercent(): number;
  /** Of one core, since the last call at least a second ago. */
  cpuPercent(): number;
}

export function watchProcess(environment: NodeJS.ProcessEnv = process.env): ProcessUsage {
  const limitBytes = memoryLimitBytes(environment);
  let last = { cpu: process.cpuUsage(), at: process.hrtime.bigint() };
  let percent = 0;
  return {
    memoryPercent: () => round((process.memoryUsage.rss() / limitBytes) * 100),
    cpuPercent() {
      const at = process.hrtime.bigint();
      const elapsedMicros = Number(at - last.at) / 1_000;
      if (elapsedMicros >= 1_000_000) {
        const used = process.cpuUsage(last.cpu);
        percent = round(((used.user + used.system) / elapsedMicros) * 100);
        last = { cpu: process.cpuUsage(), at };
      }
      return percent;
    },
  };
}

function memoryLimitBytes(environment: NodeJS.ProcessEnv): number {
  const stated = Number(environment.MEMORY_LIMIT_MEGABYTES);
  if (stated > 0) return stated * 1024 * 1024;
  const machine = os.totalmem();
  const constrained = process.constrainedMemory();
  return constrained > 0 && constrained < machine ? constrained : machine;
}

const round = (value: number): number => Math.round(value * 10) / 10;
