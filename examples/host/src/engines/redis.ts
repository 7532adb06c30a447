import { mkdirSync, realpathSync } from 'node:fs';
import type { EngineConfig } from '../local-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';
import { findServer, serverProcess } from './server-process.ts';

/** Debian's redis-server: 127.0.0.1 only, kept small, its data in the example's folder. */
export function redisEngine(config: Extract<EngineConfig, { kind: 'redis' }>, { folder }: EngineSurroundings): Engine {
  const program = findServer(['redis-server'], 'redis-server');
  mkdirSync(folder, { recursive: true });
  const server = serverProcess({
    folder: realpathSync(folder),
    port: config.port,
    program,
    args: [
      '--bind',
      '127.0.0.1',
      '--port',
      String(config.port),
      '--dir',
      '.',
      '--save',
      '60 1',
      '--maxmemory',
      '64mb',
    ].concat(['--maxmemory-policy', 'allkeys-lru', '--daemonize', 'no']),
  });
  return {
    role: config.role,
    kind: 'redis',
    variable: config.variable,
    url: `redis://127.0.0.1:${config.port}`,
    port: config.port,
    ...server,
  };
}
