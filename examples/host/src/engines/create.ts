import type { EngineConfig } from '../local-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';
import { externalEngine } from './external.ts';

/**
 * The engine of a `local.yaml` entry. An address given from outside wins: then the engine is somebody else's and this
 * host neither starts nor stops it. Each kind is loaded only where it is asked for.
 */
export async function createEngine(config: EngineConfig, surroundings: EngineSurroundings): Promise<Engine> {
  const given = process.env[config.variable];
  if (given) return externalEngine(config, given);
  switch (config.kind) {
    case 'postgres':
      return (await import('./postgres.ts')).postgresEngine(config, surroundings);
    case 'mariadb':
      return (await import('./mariadb.ts')).mariadbEngine(config, surroundings);
    case 'redis':
      return (await import('./redis.ts')).redisEngine(config, surroundings);
    case 'program':
      return (await import('./program.ts')).programEngine(config, surroundings);
  }
}
