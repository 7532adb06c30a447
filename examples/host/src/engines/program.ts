import { mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EngineConfig } from '../local-config.ts';
import type { Engine, EngineSurroundings } from './engine.ts';
import { serverProcess } from './server-process.ts';

/** A server that the example brings itself, as a Node program: told PORT and DATA_FOLDER, ended by SIGTERM. */
export function programEngine(
  config: Extract<EngineConfig, { kind: 'program' }>,
  { exampleFolder, folder }: EngineSurroundings,
): Engine {
  mkdirSync(folder, { recursive: true });
  const ownFolder = realpathSync(folder);
  const server = serverProcess({
    folder: ownFolder,
    port: config.port,
    program: process.execPath,
    args: [resolve(exampleFolder, config.entry)],
    environment: { PORT: String(config.port), DATA_FOLDER: ownFolder },
  });
  return {
    role: config.role,
    kind: 'program',
    variable: config.variable,
    url: config.url,
    port: config.port,
    ...server,
  };
}
