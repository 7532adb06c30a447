import type { Telemetry } from '@runproof/kit/telemetry';
import { Redis } from 'ioredis';

/**
 * Finished assessments in Redis. A cache that does not answer is a miss, never an error: the service then works
 * without it, more slowly, and the hit rate tells.
 */
export interface AssessmentCache {
  get(id: string): Promise<string | null>;
  put(id: string, json: string): Promise<void>;
  forget(id: string): Promise<void>;
  /** Rejects when Redis does not answer. */
  ping(): Promise<void>;
  /** Percent of the latest lookups that found something; null before there were enough to say. */
  hitPercent(): number | null;
  close(): void;
}

const keepSeconds = 600;
const windowLength = 200;
const enoughLookups = 20;

export function openCache(url: string, telemetry: Telemetry): AssessmentCache {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 1_500,
    commandTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  // Each failed command says so itself; without a listener the connection's own error would end the process.
  redis.on('error', () => undefined);
  const { hostname, port } = new URL(url);
  const lookups: boolean[] = [];
  const keyOf = (id: string) => `assessment:${id}`;
  const call = <Result>(operation: string, work: () => Promise<Result>): Promise<Result> =>
    telemetry.dependency(
      { system: 'redis', operation, serverAddress: hostname, serverPort: Number(port || 6_379) },
      work,
    );

  return {
    async get(id) {
      const found = await call('GET', () => redis.get(keyOf(id))).catch(() => null);
      lookups.push(found !== null);
      if (lookups.length > windowLength) lookups.shift();
      return found;
    },
    async put(id, json) {
      await call('SET', () => redis.set(keyOf(id), json, 'EX', keepSeconds)).catch(() => undefined);
    },
    async forget(id) {
      await call('DEL', () => redis.del(keyOf(id))).catch(() => undefined);
    },
    async ping() {
      await call('PING', () => redis.ping());
    },
    hitPercent() {
      if (lookups.length < enoughLookups) return null;
      return (lookups.filter((hit) => hit).length / lookups.length) * 100;
    },
    close: () => redis.disconnect(),
  };
}
