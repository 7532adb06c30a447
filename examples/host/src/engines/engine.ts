import type { EngineConfig } from '../local-config.ts';

/** A server that the service depends on. `start` and `stop` may be called again and again; both are idempotent. */
export interface Engine {
  readonly role: EngineConfig['role'];
  readonly kind: EngineConfig['kind'] | 'external';
  readonly variable: EngineConfig['variable'];
  /** What the service connects to; known before it runs. */
  readonly url: string;
  readonly port: number;
  /** What the server itself writes; null where that is elsewhere. */
  readonly logFile: string | null;
  isRunning(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineSurroundings {
  exampleFolder: string;
  /** This engine's own folder. */
  folder: string;
  log: (line: string) => void;
}
