import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@runproof/embedded/postgres';
import type { EngineConfig } from '../local-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';

/** The embedded PostgreSQL, a cluster for each example, so that stopping "its" database stops nobody else's. */
export function postgresEngine(
  config: Extract<EngineConfig, { kind: 'postgres' }>,
  { folder, log }: EngineSurroundings,
): Engine {
  const { user, password, database, port } = config;
  let running: RunningPostgres | null = null;
  return {
    role: config.role,
    kind: 'postgres',
    variable: config.variable,
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    port,
    logFile: join(folder, 'postgres.log'),
    isRunning: () => running !== null,
    async start() {
      running ??= await startPostgres({ folder, port, user, password, database, log });
    },
    async stop() {
      await running?.stop();
      running = null;
    },
  };
}
