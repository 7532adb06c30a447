import type { Telemetry } from '@runproof/kit/telemetry';
import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';

/** Redis as Comet uses it. Nothing depends on it: where it does not answer, things are slower, not broken. */
export interface Cache {
  readonly redis: Redis;
  /** What is cached under `key`, else what `load` gives, which is then kept for five minutes. */
  remember(key: string, load: () => Promise<string | null>): Promise<{ text: string | null; from: 'cache' | 'source' }>;
  forget(key: string): Promise<void>;
  /** Notes that a browse session lives; it counts as active for half an hour after its last sign of life. */
  keepAlive(sessionId: number): Promise<void>;
  endLife(sessionId: number): Promise<void>;
  /** Null while Redis does not answer. */
  activeSessions(): Promise<number | null>;
  /** Null while Redis does not answer. */
  memoryBytes(): Promise<number | null>;
  /** Share of the last 1,000 look-ups that the cache could answer, in percent; null before the first. */
  hitPercent(): number | null;
}

/** The guide's TTL. */
const TTL_SECONDS = 300;
const ALIVE_MS = 30 * 60 * 1_000;
const ACTIVE_KEY = 'comet:active-sessions';
const LOOKUPS_KEPT = 1_000;

export function openCache(url: string, telemetry: Telemetry, log: FastifyBaseLogger, now: () => number): Cache {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 2_000),
  });
  tellLossOnce(redis, log);
  const { hostname, port } = new URL(url);
  const server = { system: 'redis', serverAddress: hostname, serverPort: Number(port || 6379) };
  const lookups: boolean[] = [];

  async function attempt<T>(operation: string, call: () => Promise<T>): Promise<T | null> {
    try {
      return await telemetry.dependency({ ...server, operation }, call);
    } catch {
      return null; // Telemetry has counted it, and the loss of the connection is in the log.
    }
  }

  return {
    redis,
    async remember(key, load) {
      const known = await attempt('GET session', () => redis.get(key));
      lookups.push(known !== null);
      if (lookups.length > LOOKUPS_KEPT) lookups.shift();
      if (known !== null) return { text: known, from: 'cache' };
      const text = await load();
      if (text !== null) await attempt('SET session', () => redis.set(key, text, 'EX', TTL_SECONDS));
      return { text, from: 'source' };
    },
    async forget(key) {
      await attempt('DEL session', () => redis.del(key));
    },
    async keepAlive(sessionId) {
      await attempt('ZADD active', () => redis.zadd(ACTIVE_KEY, now() + ALIVE_MS, sessionId));
    },
    async endLife(sessionId) {
      await attempt('ZREM active', () => redis.zrem(ACTIVE_KEY, sessionId));
    },
    async activeSessions() {
      await attempt('ZREMRANGEBYSCORE active', () => redis.zremrangebyscore(ACTIVE_KEY, '-inf', now()));
      return attempt('ZCARD active', () => redis.zcard(ACTIVE_KEY));
    },
    async memoryBytes() {
      const info = await attempt('INFO memory', () => redis.info('memory'));
      const used = /^used_memory:(\d+)/m.exec(info ?? '')?.[1];
      return used === undefined ? null : Number(used);
    },
    hitPercent() {
      return lookups.length === 0 ? null : (100 * lookups.filter(Boolean).length) / lookups.length;
    },
  };
}

/** ioredis repeats the error at every attempt to connect; the log needs the first of a series. */
function tellLossOnce(redis: Redis, log: FastifyBaseLogger): void {
  let isLost = false;
  redis.on('error', (error: Error) => {
    if (!isLost) log.warn({ reason: error.message }, 'Redis does not answer');
    isLost = true;
  });
  redis.on('ready', () => {
    isLost = false;
  });
}
