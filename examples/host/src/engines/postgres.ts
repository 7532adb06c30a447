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
  let starting: Promise<RunningPostgres> | null = null;
  let isRunning = false;
  return {
    role: config.role,
    kind: 'postgres',
    variable: config.variable,
    url: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    port,
    logFile: join(folder, 'postgres.log'),
    isRunning: () => isRunning,
    async start() {
      starting ??= startPostgres({ folder, port, user, password, database, log });
      try {
        await starting;
        isRunning = true;
      } catch (error) {
        starting = null;
        throw error;
      }
    },
    async stop() {
      // A start under way is waited for: a server that comes up after its stop would stay for ever.
      const started = await starting?.catch(() => null);
      starting = null;
      isRunning = false;
      await started?.stop();
    },
  };
}
