import pg from 'pg';
import type { Clock } from '../../plan/clock.ts';
import { connectionSettings } from './connection.ts';

/** NOTIFY channels. `runproof_effect` is notified by a trigger, `runproof_change` by whoever changes what people see. */
export type Channel = 'runproof_effect' | 'runproof_change';

export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 15_000;

/**
 * Calls `onNotify` for each NOTIFY of the channels, from any replica, and once with an empty payload after every
 * (re)connection: what was notified while the connection was down is not delivered, so look for yourself then.
 * Never gives up; a queue must also be polled now and then.
 */
export function listen(
  url: string,
  channels: readonly Channel[],
  onNotify: (channel: Channel, payload: string) => void,
  clock: Clock,
  log: (line: string) => void,
): Listening {
  const stopped = new AbortController();
  const finished = keepListening(url, channels, onNotify, clock, log, stopped.signal);
  return {
    close: async () => {
      stopped.abort();
      await finished;
    },
  };
}

async function keepListening(
  url: string,
  channels: readonly Channel[],
  onNotify: (channel: Channel, payload: string) => void,
  clock: Clock,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = RECONNECT_MS;
  while (!signal.aborted) {
    const client = new pg.Client(connectionSettings(url));
    const ended = new Promise<void>((done) => {
      client.once('end', done);
      client.once('error', (error) => {
        if (!signal.aborted) log(`the connection that listens for work broke: ${error.message}`);
        done();
      });
      signal.addEventListener('abort', () => done(), { once: true });
    });
    client.on('notification', ({ channel, payload }) => onNotify(channel as Channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of channels) await client.query(`listen ${channel}`);
      pauseMs = RECONNECT_MS;
      for (const channel of channels) onNotify(channel, '');
      await ended;
    } catch (error) {
      if (!signal.aborted) log(`cannot listen for work: ${error instanceof Error ? error.message : String(error)}`);
    }
    await client.end().catch(() => {}); // It may be broken already.
    await clock.sleep(signal.aborted ? 0 : pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_RECONNECT_MS);
  }
}
