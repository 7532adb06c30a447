import type { KitClock } from '@runproof/kit/clock';
import { MongoClient } from 'mongodb';

/**
 * A client that comes back after its server did. The driver (7.9) has a race: when a server's connections all close at
 * once, the monitor may begin a check on one that is closing, wait for its answer for ever, and so never see the
 * server again. A check lasts at most `connectTimeoutMS`; one that lasts longer gives the client away for a new one.
 */
export interface MongoConnection {
  /** To be asked for with each use: it may be another one than before. */
  client(): MongoClient;
  close(): Promise<void>;
}

const connectTimeoutMs = 1_500;
const stuckAfterMs = 4_000;

export function connectMongo(url: string, clock: KitClock): MongoConnection {
  let checkBeganAt: number | null = null;
  let current = open();

  function open(): MongoClient {
    checkBeganAt = null;
    const client = new MongoClient(url, {
      appName: 'infra-mind',
      serverSelectionTimeoutMS: connectTimeoutMs,
      connectTimeoutMS: connectTimeoutMs,
      socketTimeoutMS: 10_000,
      maxPoolSize: 20,
    });
    client.on('serverHeartbeatStarted', () => {
      checkBeganAt = clock.elapsed();
    });
    const ended = () => {
      checkBeganAt = null;
    };
    client.on('serverHeartbeatSucceeded', ended);
    client.on('serverHeartbeatFailed', ended);
    return client;
  }

  return {
    client() {
      if (checkBeganAt !== null && clock.elapsed() - checkBeganAt > stuckAfterMs) {
        const stuck = current;
        stuck.removeAllListeners();
        current = open();
        // Nobody waits for the old one; what it still has to say is of no use.
        stuck.close().catch(() => undefined);
      }
      return current;
    },
    close: () => current.close(),
  };
}
