import { MongoClient } from 'mongodb';
import type { Prober } from '../../observe/probe.ts';
import type { DatabaseProbe } from '../database-probe.ts';

/** Signs in and pings the database of the URL. */
export const mongodbProber: Prober<DatabaseProbe> = {
  async look({ url }, { signal, timeoutMs, resolveSecret }) {
    const client = new MongoClient(resolveSecret(url), {
      appName: 'runproof-probe',
      maxPoolSize: 1,
      serverSelectionTimeoutMS: timeoutMs,
      connectTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
      retryReads: false,
    });
    const abort = () => void client.close(true).catch(() => {});
    signal.addEventListener('abort', abort, { once: true });
    try {
      await client.connect();
      await client.db().command({ ping: 1 });
      return { ok: true, status: null, message: 'MongoDB answers', details: {} };
    } finally {
      signal.removeEventListener('abort', abort);
      await client.close(true).catch(() => {});
    }
  },
};
