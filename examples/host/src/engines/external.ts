import { HostError } from '../host-error.ts';
import type { EngineConfig } from '../local-config.ts';
import type { Engine } from './engine.ts';

/** A server given by `DATABASE_URL`, `REDIS_URL` or `MONGODB_URL`: used, never touched. */
export function externalEngine(config: EngineConfig, url: string): Engine {
  return {
    role: config.role,
    kind: 'external',
    variable: config.variable,
    url,
    port: Number(new URL(url).port) || config.port,
    logFile: null,
    isRunning: () => true,
    start: async () => {},
    stop: async () => {
      throw new HostError(
        `The ${config.role} is given by ${config.variable}; the host does not stop what it did not start.`,
      );
    },
  };
}
