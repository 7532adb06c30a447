import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { HostError, missingServerExitCode } from '../host-error.ts';

/**
 * One server program in a folder of its own. It is started detached with the folder as its working directory, and its
 * pid is written there; so after a `kill -9` of the host the next start finds it, proves by the working directory
 * that it is ours, and adopts it.
 */
export interface ServerProcess {
  readonly logFile: string;
  isRunning(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ServerCommand {
  folder: string;
  port: number;
  program: string;
  args: string[];
  environment?: Record<string, string>;
  readyTimeoutMs?: number;
}

export function serverProcess(command: ServerCommand): ServerProcess {
  const pidFile = join(command.folder, 'server.pid');
  const logFile = join(command.folder, 'server.log');
  let pid: number | null = null;
  const isRunning = (): boolean => pid !== null && isOurs(pid, command.folder);

  return {
    logFile,
    isRunning,
    async start() {
      if (isRunning()) return;
      mkdirSync(command.folder, { recursive: true });
      const left = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
      if (left > 0 && isOurs(left, command.folder)) {
        pid = left;
      } else {
        if (await accepts(command.port)) {
          throw new HostError(
            `Port ${command.port} on 127.0.0.1 is in use by another program; end it or choose another port.`,
          );
        }
        const log = openSync(logFile, 'a', 0o600);
        const child = spawn(command.program, command.args, {
          cwd: command.folder,
          detached: true,
          stdio: ['ignore', log, log],
          env: { ...process.env, ...command.environment },
        });
        closeSync(log);
        child.on('error', () => {});
        child.unref();
        if (child.pid === undefined) throw new HostError(`${command.program} could not be started.`);
        pid = child.pid;
        writeFileSync(pidFile, String(pid), { mode: 0o600 });
      }
      await untilAccepting(command, () => isRunning());
    },
    async stop() {
      if (pid !== null) await endProcess(pid, command.folder);
      pid = null;
      rmSync(pidFile, { force: true });
    },
  };
}

async function untilAccepting(command: ServerCommand, isRunning: () => boolean): Promise<void> {
  const deadline = performance.now() + (command.readyTimeoutMs ?? 30_000);
  while (!(await accepts(command.port))) {
    if (!isRunning() || performance.now() > deadline) {
      const said = lastLines(join(command.folder, 'server.log'));
      throw new HostError(`${command.program} did not come up on port ${command.port}. It last said: ${said}`);
    }
    await sleep(20);
  }
}

/** SIGTERM, and SIGKILL after ten seconds; only ever to a process proven to be ours. */
async function endProcess(pid: number, folder: string): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 2_000],
  ] as const) {
    if (!isOurs(pid, folder)) return;
    process.kill(pid, signal);
    const deadline = performance.now() + waitMs;
    while (isOurs(pid, folder) && performance.now() < deadline) await sleep(15);
  }
}

/** A zombie has no readable working directory, so it counts as gone. */
function isOurs(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.setTimeout(1_000);
    const settle = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });
}

/** Debian keeps servers in folders that an ordinary user's PATH leaves out. */
export function findServer(names: readonly string[], debianPackage: string): string {
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    '/usr/local/sbin',
    '/usr/sbin',
    '/usr/local/bin',
    '/usr/bin',
  ];
  for (const name of names) {
    for (const folder of folders) {
      if (folder !== '' && existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new HostError(`${names[0]} is not installed; this installs it: sudo apt-get install -y ${debianPackage}`, {
    exitCode: missingServerExitCode,
  });
}

function lastLines(file: string): string {
  if (!existsSync(file)) return 'nothing.';
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ');
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
