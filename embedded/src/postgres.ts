import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { initialiseCluster } from './postgres-cluster.ts';
import { type ClusterPlace, placeCluster } from './postgres-place.ts';
import {
  adoptPostmaster,
  clearStaleLocks,
  isPostmaster,
  launchPostmaster,
  stopPostmaster,
} from './postgres-process.ts';
import { provideDatabase } from './postgres-roles.ts';
import { withStartLock } from './start-lock.ts';

export interface PostgresOptions {
  /** Everything of this cluster lives here: data, log, superuser password, and the socket where the path is short enough. */
  readonly folder: string;
  /** Also listen on 127.0.0.1 at this port. Without it there is a Unix socket only. */
  readonly port?: number;
  /** Role and database to create when missing; the role's password is set to the one given at every start. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Start it again when it ends without `stop`. Not by default: whoever injects faults wants it to stay away. */
  readonly keepRunning?: boolean;
  readonly log?: (line: string) => void;
}

export interface RunningPostgres {
  /** Connection URL of the role: TCP when a port was given, else the Unix socket. Holds the password. */
  readonly url: string;
  /** Of the server now; another one after it was started again. */
  readonly pid: number;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk afterwards. */
  stop(): Promise<void>;
}

/** An early exit is tried again: a postmaster killed a moment ago may still be leaving its memory segment. */
const START_ATTEMPTS = 4;
const START_TIMEOUT_MS = 180_000;
const WATCH_MS = 500;

/**
 * Starts the embedded PostgreSQL of a folder, or adopts the one that outlived its parent there.
 * The server is detached on purpose: a Ctrl-C in the terminal must not stop it before those who write to it.
 *
 * @throws Error with one sentence: port in use, folder not writable, no user to run as, cluster of another version.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  // Others may pass through (the server may run as another user) but not list; the data folder itself is 0700.
  chmodSync(folder, 0o711);
  const place = await placeCluster(folder, options.port);
  const begin = () => withStartLock(folder, START_TIMEOUT_MS, () => start(place, options, log));
  let pid = await begin();
  const stopped = new AbortController();
  const watch = async () => {
    while (!stopped.signal.aborted) {
      await sleep(WATCH_MS, undefined, { ref: false, signal: stopped.signal }).catch(() => {});
      if (stopped.signal.aborted || isPostmaster(pid, place)) continue;
      log(`PostgreSQL (process ${pid}) is gone; starting it again`);
      try {
        pid = await begin();
      } catch (error) {
        log(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const watching = options.keepRunning ? watch() : Promise.resolve();
  const login = `${encodeURIComponent(options.user)}:${encodeURIComponent(options.password)}`;
  const database = encodeURIComponent(options.database);
  const url =
    place.port === undefined
      ? `postgres://${login}@localhost/${database}?host=${encodeURIComponent(place.socketFolder)}`
      : `postgres://${login}@127.0.0.1:${place.port}/${database}`;
  return {
    url,
    get pid() {
      return pid;
    },
    stop: async () => {
      stopped.abort();
      // A start under way is waited for: a server that comes up after its stop would stay for ever.
      await watching;
      await stopPostmaster(place, pid);
    },
  };
}

async function start(place: ClusterPlace, options: PostgresOptions, log: (line: string) => void): Promise<number> {
  const superuser = await initialiseCluster(place, log);
  const pid = await runningPostmaster(place, log);
  try {
    await provideDatabase(place, superuser, pid, options);
  } catch (error) {
    await stopPostmaster(place, pid);
    throw error;
  }
  return pid;
}

async function runningPostmaster(place: ClusterPlace, log: (line: string) => void): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const adopted = await adoptPostmaster(place, log);
    if (adopted !== null) return adopted;
    clearStaleLocks(place, log);
    const launched = await launchPostmaster(place);
    if (launched.outcome === 'ready') return launched.pid;
    if (launched.outcome === 'port-in-use')
      throw new Error(
        `Port ${place.port} of 127.0.0.1 is in use by another program; stop that or choose another port.`,
      );
    if (attempt === START_ATTEMPTS)
      throw new Error(`PostgreSQL exited at start ${attempt} times; its log ends: ${launched.logTail}`);
    log(`PostgreSQL exited early, starting it again (${attempt} of ${START_ATTEMPTS - 1})`);
  }
}
