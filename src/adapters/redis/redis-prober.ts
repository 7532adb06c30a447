import { Redis } from 'ioredis';
import type { Prober } from '../../observe/probe.ts';
import type { DatabaseProbe } from '../database-probe.ts';

/** Signs in and pings. A server that still loads its data, or is out of memory for writes, answers that instead. */
export const redisProber: Prober<DatabaseProbe> = {
  async look({ url }, { signal, timeoutMs, resolveSecret }) {
    const redis = new Redis(resolveSecret(url), {
      lazyConnect: true,
      connectTimeout: timeoutMs,
      commandTimeout: timeoutMs,
      maxRetriesPerRequest: 0,
      // One look is one try; the scheduler tries again.
      retryStrategy: () => null,
      connectionName: 'runproof-probe',
    });
    // ioredis rejects with "Connection is closed."; why it was closed is said by the event alone.
    let reason: Error | undefined;
    redis.on('error', (error: Error) => {
      reason = error;
    });
    const abort = () => redis.disconnect();
    signal.addEventListener('abort', abort, { once: true });
    try {
      await redis.connect();
      await redis.ping();
      const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? null;
      return { ok: true, status: null, message: `Redis ${version} answers`, details: { version } };
    } catch (error) {
      throw reason ?? error;
    } finally {
      signal.removeEventListener('abort', abort);
      redis.disconnect();
    }
  },
};
