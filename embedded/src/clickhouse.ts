import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { StartedMessage, StartMessage } from './clickhouse-server.ts';
import { withStartLock } from './start-lock.ts';

export interface ClickHouseOptions {
  /** The engine's data. One process at a time may have it open. */
  readonly folder: string;
  /** Without it any free one. */
  readonly port?: number;
  readonly log?: (line: string) => void;
}

export interface RunningClickHouse {
  /** `http://default:KEY@127.0.0.1:PORT`; the key is new at every start. The same after a crash of the engine. */
  readonly url: string;
  /** Process of the engine now; another one after a crash. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** The engine of a parent that was just killed needs a moment to go; it leaves when it notices. */
const FOLDER_WAIT_MS = 5_000;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 10_000;
/** Alive for so long, a crash counts as the first one. */
const STEADY_MS = 60_000;

/**
 * Starts chDB in a child process that speaks ClickHouse's HTTP protocol. An engine that crashes is started again at the
 * same address, after a pause that doubles up to ten seconds.
 *
 * @throws Error with one sentence: folder open in another process, port in use, engine not installed.
 */
export async function startClickHouse(options: ClickHouseOptions): Promise<RunningClickHouse> {
  const log = options.log ?? (() => {});
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(24).toString('base64url');
  const first = await withStartLock(folder, START_TIMEOUT_MS, () =>
    launch({ folder, port: options.port ?? 0, key }, log),
  );
  const { port } = first;
  let child = first.child;
  let stopping = false;

  const watch = (watched: ChildProcess, pauseMs: number) => {
    const startedAt = performance.now();
    watched.once('exit', (code, signal) => {
      if (stopping) return;
      const pause = performance.now() - startedAt > STEADY_MS ? FIRST_RESTART_MS : pauseMs;
      log(`the embedded ClickHouse ended (${signal ?? `exit status ${code}`}); starting it again in ${pause} ms`);
      void restart(pause);
    });
  };
  const restart = async (pauseMs: number): Promise<void> => {
    const nextMs = Math.min(pauseMs * 2, LONGEST_RESTART_MS);
    await sleep(pauseMs, undefined, { ref: false });
    if (stopping) return;
    try {
      const again = await withStartLock(folder, START_TIMEOUT_MS, () => launch({ folder, port, key }, log));
      child = again.child;
      if (stopping) await end(child);
      else watch(child, nextMs);
    } catch (error) {
      log(`the embedded ClickHouse does not start: ${error instanceof Error ? error.message : String(error)}`);
      void restart(nextMs);
    }
  };
  watch(child, FIRST_RESTART_MS);

  return {
    url: `http://default:${key}@127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0;
    },
    stop: async () => {
      stopping = true;
      await end(child);
    },
  };
}

async function launch(
  start: StartMessage,
  log: (line: string) => void,
): Promise<{ child: ChildProcess; port: number }> {
  const deadline = performance.now() + FOLDER_WAIT_MS;
  for (;;) {
    const child = fork(serverFile(), {
      // Out of the terminal's process group, so that a Ctrl-C lets the parent write its last rows.
      detached: true,
      execArgv: [],
      env: { PATH: process.env.PATH ?? '', TZ: 'UTC', UV_THREADPOOL_SIZE: '16' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // The engine says on stderr what chDB's errors leave out.
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000);
      for (const line of text.trim().split('\n')) log(line);
    });
    const answer = await firstAnswer(child, start);
    if ('port' in answer) return { child, port: answer.port };
    await end(child);
    if (answer.code === 'EADDRINUSE')
      throw new Error(
        `Port ${start.port} of 127.0.0.1 is in use by another program; stop that or choose another port.`,
      );
    const busy = said.includes('Cannot lock file');
    if (!busy || performance.now() > deadline)
      throw new Error(
        busy
          ? `The telemetry folder ${start.folder} is open in another process; stop that one first.`
          : `The embedded ClickHouse cannot open ${start.folder}: ${answer.failure} ${said.trim()}`,
      );
    await sleep(200);
  }
}

function firstAnswer(child: ChildProcess, start: StartMessage): Promise<StartedMessage> {
  return new Promise((done) => {
    const timer = setTimeout(
      () => done({ failure: `no answer within ${START_TIMEOUT_MS / 1_000} s`, code: null }),
      START_TIMEOUT_MS,
    );
    const settle = (message: StartedMessage) => {
      clearTimeout(timer);
      done(message);
    };
    child.once('message', (message) => settle(message as StartedMessage));
    child.once('error', (error) => settle({ failure: error.message, code: null }));
    child.once('exit', (code, signal) =>
      settle({ failure: `it ended with ${signal ?? `status ${code}`}`, code: null }),
    );
    child.send(start, () => {}); // A child that is gone already shows in its exit.
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((done) => child.once('exit', done));
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

/** Node 20 runs no TypeScript: from the sources (in tests) the built file is taken. */
function serverFile(): string {
  const here = import.meta.url;
  const file = fileURLToPath(
    here.endsWith('.ts') ? new URL('../dist/clickhouse-server.js', here) : new URL('./clickhouse-server.js', here),
  );
  if (!existsSync(file)) throw new Error(`${file} is missing; run "npx tsc -b embedded" first.`);
  return file;
}
