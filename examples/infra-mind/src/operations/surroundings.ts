import { join, resolve } from 'node:path';
import { systemClock } from '@runproof/kit/clock';
import { type Db, MongoClient } from 'mongodb';

/** Where the operations tools find the system, and where they keep what a cluster would keep on its volumes. */
export interface Surroundings {
  apiUrl: string;
  mongoUrl: string;
  redisUrl: string;
  now: () => number;
  say: (line: string) => void;
}

/** A finding that ends a tool with exit status 1 and this one sentence. */
export class ToolFailure extends Error {}

const exampleFolder = resolve(import.meta.dirname, '../../../../infra-mind');

export function surroundingsFrom(environment: NodeJS.ProcessEnv): Surroundings {
  const { INFRA_PORT = '4104', INFRA_MONGO_PORT = '4204', INFRA_REDIS_PORT = '4304' } = environment;
  return {
    apiUrl: environment.INFRA_MIND_URL ?? `http://127.0.0.1:${INFRA_PORT}`,
    mongoUrl: environment.MONGODB_URL ?? `mongodb://127.0.0.1:${INFRA_MONGO_PORT}/infra_mind_prod`,
    redisUrl: environment.REDIS_URL ?? `redis://127.0.0.1:${INFRA_REDIS_PORT}/0`,
    now: () => systemClock.now(),
    say: (line) => console.log(line),
  };
}

/** `/backups/20240102` is on a volume in the cluster, and in the example's own data folder here. */
export function onVolume(path: string): string {
  return path.startsWith('/backups') ? join(exampleFolder, '.runproof', 'volumes', path) : resolve(path);
}

export async function withDatabase<Result>(url: string, work: (database: Db) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 3_000, connectTimeoutMS: 3_000 });
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** Runs a tool as a process: its sentence on failure, exit status 1. */
export async function runTool(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
