import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runAs } from './postgres-cluster.ts';
import type { ClusterPlace } from './postgres-place.ts';

const POLL_MS = 20;
const READY_TIMEOUT_MS = 120_000;
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;
const LARGEST_LOG_BYTES = 10_000_000;

/** The server that outlived its parent in this data folder, or null. One that listens elsewhere is stopped. */
export async function adoptPostmaster(place: ClusterPlace, log: (line: string) => void): Promise<number | null> {
  const lock = pidFile(place);
  if (!lock || !isPostmaster(lock.pid, place)) return null;
  const asWished =
    lock.socketFolder === place.socketFolder && lock.port === portOf(place) && lock.tcp === (place.port !== undefined);
  if (!asWished) {
    log(`a PostgreSQL with other addresses runs in this folder (process ${lock.pid}); restarting it`);
    await stopPostmaster(place, lock.pid);
    return null;
  }
  log(`adopting the PostgreSQL that is still running (process ${lock.pid})`);
  return lock.pid;
}

/** Removes what a killed server left, so that a process that has its number now does not stop the next one. */
export function clearStaleLocks(place: ClusterPlace, log: (line: string) => void): void {
  if (pidFile(place)) log('removing the lock of a PostgreSQL that was killed');
  rmSync(join(place.dataFolder, 'postmaster.pid'), { force: true });
  const socket = join(place.socketFolder, `.s.PGSQL.${portOf(place)}`);
  rmSync(`${socket}.lock`, { force: true });
  rmSync(socket, { force: true });
}

export type Launch =
  | { readonly outcome: 'ready'; readonly pid: number }
  | { readonly outcome: 'port-in-use' | 'exited'; readonly logTail: string };

/** Starts the server and waits until it says that it takes connections (`ready` in line 8 of its pid file). */
export async function launchPostmaster(place: ClusterPlace): Promise<Launch> {
  if ((statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG_BYTES)
    renameSync(place.logFile, `${place.logFile}.1`);
  const output = openSync(place.logFile, 'a', 0o600);
  const logStart = statSync(place.logFile).size;
  const listen = place.port === undefined ? [] : ['-p', String(place.port)];
  const child = spawn(
    join(place.native, 'bin', 'postgres'),
    ['-D', place.dataFolder, '-k', place.socketFolder, '-h', place.port === undefined ? '' : '127.0.0.1', ...listen],
    { ...runAs(place), detached: true, stdio: ['ignore', output, output] },
  );
  let ended = false;
  let failure = '';
  child.on('error', (error) => {
    ended = true;
    failure = error.message;
  });
  child.on('exit', () => {
    ended = true;
  });
  child.unref();
  closeSync(output);
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!ended && performance.now() < deadline) {
    const lock = pidFile(place);
    if (lock && lock.pid === child.pid && lock.ready) return { outcome: 'ready', pid: lock.pid };
    await sleep(POLL_MS);
  }
  if (!ended && child.pid !== undefined) await stopPostmaster(place, child.pid);
  const logTail = failure || readFileSync(place.logFile).subarray(logStart).toString('utf8').trim().slice(-1_000);
  if (logTail.includes('Address already in use')) return { outcome: 'port-in-use', logTail };
  await sleep(500);
  return { outcome: 'exited', logTail };
}

/** Fast shutdown, then immediate, then kill. A server that is gone already is fine. */
export async function stopPostmaster(place: ClusterPlace, pid: number): Promise<void> {
  const signals = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
    ['SIGKILL', IMMEDIATE_SHUTDOWN_MS],
  ] as const;
  for (const [signal, timeoutMs] of signals) {
    if (!isPostmaster(pid, place)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + timeoutMs;
    while (performance.now() < deadline) {
      if (!isPostmaster(pid, place)) return;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`The PostgreSQL process ${pid} does not end; end it by hand.`);
}

/**
 * Whether a process is the server of this data folder: numbers are used again. Its working folder is the data folder;
 * where that may not be read (root without the ptrace capability, as in containers) its command line names it.
 * A zombie has an empty command line and counts as gone.
 */
export function isPostmaster(pid: number, place: ClusterPlace): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (!commandLine[0]?.endsWith('postgres')) return false;
    if (commandLine[commandLine.indexOf('-D') + 1] === place.dataFolder) return true;
    return readlinkSync(`/proc/${pid}/cwd`) === place.dataFolder;
  } catch {
    return false;
  }
}

function portOf(place: ClusterPlace): number {
  return place.port ?? 5432;
}

interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  readonly tcp: boolean;
  readonly ready: boolean;
}

/** postmaster.pid, line by line: pid, data folder, start time, port, socket folder, listen address, memory, status. */
function pidFile(place: ClusterPlace): PidFile | null {
  try {
    const lines = readFileSync(join(place.dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 1) return null;
    return {
      pid,
      port: Number(lines[3]),
      socketFolder: lines[4] ?? '',
      tcp: (lines[5] ?? '') !== '',
      ready: lines[7]?.trim() === 'ready',
    };
  } catch {
    return null;
  }
}
