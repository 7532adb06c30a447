import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from './outcome.ts';

const run = promisify(execFile);
const TRIAL_TIMEOUT_MS = 5_000;

/** Folders of the run that a sandboxed command may write, and where its control sockets are. */
export interface SandboxFolders {
  /** Where the command runs: the system's own folder, writable. */
  readonly work: string;
  /** Holds the command's text; read-only to it. */
  readonly run: string;
  /** HOME, made for this run alone. */
  readonly home: string;
  /** Programs that the command needs, wherever they are. */
  readonly programs: readonly string[];
  /** Kept reachable inside the private /tmp, where it exists. */
  readonly controlSockets: string;
}

const ISOLATION = ['--unshare-pid', '--unshare-ipc', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'];

/**
 * Whether bubblewrap is there and may make namespaces: it is missing on some machines and forbidden in some containers.
 * Tried once for the process's life.
 */
export async function detectSandbox(): Promise<Sandbox> {
  const trial = ['bwrap', ...ISOLATION, '--ro-bind', '/', '/', '--proc', '/proc', '--dev', '/dev', 'true'];
  bubblewrapWorks ??= succeeds(trial);
  return (await bubblewrapWorks) ? 'bubblewrap' : 'none';
}
let bubblewrapWorks: Promise<boolean> | undefined;

/** Enough for any administration tool, too little for a fork bomb or a core dump that fills the disk. */
const LIMITS = ['prlimit', '--core=0', '--nproc=4096', '--nofile=4096', '--fsize=10737418240'];

/** Tried once, since a machine may have lower limits that cannot be raised to these. */
async function limits(): Promise<readonly string[]> {
  limitsWork ??= succeeds([...LIMITS, 'true']);
  return (await limitsWork) ? LIMITS : [];
}
let limitsWork: Promise<boolean> | undefined;

function succeeds([program = '', ...args]: readonly string[]): Promise<boolean> {
  return run(program, args, { timeout: TRIAL_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

/**
 * The program and its arguments, with the sandbox around it. Everything is read-only but the work folder, HOME and a
 * private /tmp; the process tree is its own, so that nothing outlives the step; the network stays, since the commands
 * must reach the services they act on.
 */
export async function sandboxed(
  sandbox: Sandbox,
  command: readonly string[],
  folders: SandboxFolders,
): Promise<readonly string[]> {
  const limited = [...(await limits()), ...command];
  if (sandbox === 'none') return limited;
  const control = existsSync(folders.controlSockets) ? ['--bind', folders.controlSockets, folders.controlSockets] : [];
  const view = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', ...control];
  const kept = keptOfTmp([folders.work, ...folders.programs]).flatMap((folder) => ['--ro-bind', folder, folder]);
  const own = ['--ro-bind', folders.run, folders.run, '--bind', folders.home, folders.home];
  const work = ['--bind', folders.work, folders.work, '--chdir', folders.work];
  return ['bwrap', ...ISOLATION, ...view, ...kept, ...own, ...work, ...limited];
}

/** A system that lives in /tmp itself: its own folder there stays visible, the rest of /tmp does not. */
function keptOfTmp(folders: readonly string[]): readonly string[] {
  const tops = folders.flatMap((folder) => /^\/tmp\/[^/]+/.exec(path.resolve(folder))?.[0] ?? []);
  return [...new Set(tops)].filter((folder) => existsSync(folder));
}

/** Where the examples and other local services keep their control sockets. */
export function controlSocketFolder(): string {
  return path.join('/tmp', `runproof-${process.getuid?.() ?? 0}`);
}
