import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createEngine } from './engines/create.ts';
import type { Engine } from './engines/engine.ts';
import { accepts } from './engines/server-process.ts';
import { HostError } from './host-error.ts';
import { type HostLog, openHostLog } from './host-log.ts';
import { openState, type StateFile } from './host-state.ts';
import type { LocalConfig } from './local-config.ts';
import { createMeasures, type Measures } from './measures.ts';
import { skuMemoryFactor } from './skus.ts';
import { startTraffic, type Traffic } from './traffic.ts';
import { createWorkers, type WorkerPlan, type Workers } from './workers.ts';

/** The local cloud of one example: its engines, its service's processes, what was changed about them, and the log. */
export interface Host {
  readonly config: LocalConfig;
  readonly dataFolder: string;
  readonly log: HostLog;
  readonly engines: readonly Engine[];
  readonly workers: Workers;
  readonly measures: Measures;
  readonly stateFile: StateFile;
  readonly baseUrl: string;
  /** The fault in force, and whether an operator has stopped the service. */
  condition: { fault: string; isStopped: boolean };
  plan(): WorkerPlan;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const readyTimeoutMs = 60_000;
const stopGraceMs = 3_000;

export async function createHost(config: LocalConfig, dataFolder: string): Promise<Host> {
  mkdirSync(dataFolder, { recursive: true });
  const log = openHostLog(dataFolder);
  const engines = await Promise.all(
    config.engines.map((engine) =>
      createEngine(engine, {
        exampleFolder: config.folder,
        folder: join(resolve(dataFolder), engine.role),
        log: (line) => log.line(engine.role, line),
      }),
    ),
  );
  const { service } = config;
  const measures = createMeasures();
  const stateFile = openState(dataFolder, config);
  const namePrefix = config.kubernetes?.deployment ?? config.name;
  const workers = createWorkers(resolve(config.folder, service.entry), namePrefix, log, measures);
  const baseUrl = `http://127.0.0.1:${service.port}`;
  let endTraffic = (): void => {};

  const host: Host = {
    config,
    dataFolder: resolve(dataFolder),
    log,
    engines,
    workers,
    measures,
    stateFile,
    baseUrl,
    condition: { fault: 'none', isStopped: false },
    plan() {
      const { revisions, instances, sku } = stateFile.state;
      const memory = Math.round(service.memoryMegabytes * (skuMemoryFactor[sku] ?? 1));
      const urls = Object.fromEntries(engines.map((engine) => [engine.variable, engine.url]));
      return {
        instances,
        environment: {
          NODE_ENV: 'production',
          HOST: '127.0.0.1',
          ...service.environment,
          ...urls,
          PORT: String(service.port),
          APP_VERSION: revisions.at(-1)!.version,
          MEMORY_LIMIT_MEGABYTES: String(memory),
        },
      };
    },
    async start() {
      if (await accepts(service.port)) {
        throw new HostError(
          `Port ${service.port} on 127.0.0.1 is in use by another program; end it or choose another port.`,
        );
      }
      await Promise.all(engines.map((engine) => engine.start()));
      log.line('host', `engines up: ${engines.map((engine) => `${engine.kind} ${engine.port}`).join(', ') || 'none'}`);
      await workers.fill(host.plan());
      await untilHealthy(`${baseUrl}${service.health}`);
      log.line('host', `ready at ${baseUrl}`);
      if (config.traffic) {
        const module = (await import(resolve(config.folder, config.traffic))) as { default: Traffic };
        endTraffic = startTraffic(module.default, baseUrl, log);
      }
    },
    async stop() {
      endTraffic();
      await workers.end(stopGraceMs);
      const own = engines.filter((engine) => engine.kind !== 'external');
      await Promise.all(own.map((engine) => engine.stop()));
      log.line('host', 'stopped');
      await log.close();
    },
  };
  return host;
}

async function untilHealthy(url: string): Promise<void> {
  const deadline = performance.now() + readyTimeoutMs;
  let said = 'no answer';
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      said = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      said = (error as Error).message;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new HostError(
    `The service did not become healthy within ${readyTimeoutMs / 1_000} s; ${url} last said: ${said}`,
  );
}
