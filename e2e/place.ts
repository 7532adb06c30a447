import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

export const root: string = fileURLToPath(new URL('..', import.meta.url));

/** Every process started in a folder carries its path in this variable, and hands it on to its own children. */
export const MARK = 'RUNPROOF_E2E_FOLDER';

/**
 * A folder of its own for one test file. Commands of a guide run in a sandbox that hides /tmp but for the system's own
 * folder there, so a checkout in /tmp keeps it within itself: links from the one to the other stay visible then.
 */
export function temporaryFolder(name: string): string {
  const isInTmp = root.startsWith('/tmp/');
  const base = isInTmp ? join(root, 'node_modules', '.e2e') : tmpdir();
  mkdirSync(base, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(base, `runproof-${name}-`)));
  // PostgreSQL may run as another user, who must be able to pass.
  chmodSync(folder, 0o711);
  return folder;
}

/** Ends what still runs in the folder, and removes it. Says what it had to end. */
export async function clearFolder(folder: string): Promise<string[]> {
  const left = processesIn(folder);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended with its parent.
    }
  }
  await until('the processes of this test end', () => processesIn(folder).length === 0, { seconds: 10 });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  return left.map(({ commandLine }) => commandLine);
}

export interface RunningProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** The processes that were started in this folder, by the mark in their environment or the path in their command line. */
export function processesIn(folder: string): RunningProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    const commandLine = textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    // A zombie has neither: it has ended, and waits for its parent to ask.
    if (commandLine === '') return [];
    const isOurs =
      commandLine.includes(folder) || textOf(`/proc/${pid}/environ`).split('\0').includes(`${MARK}=${folder}`);
    return isOurs ? [{ pid, commandLine }] : [];
  });
}

/** Ports that nothing listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => new Promise((listening) => server.once('listening', listening))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

/** The last lines of a file, for the log of a test that failed. */
export function tail(file: string, lines = 40): string {
  return textOf(file).trimEnd().split('\n').slice(-lines).join('\n');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

export function chromiumPath(): string {
  return process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
}
