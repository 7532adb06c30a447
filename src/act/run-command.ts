import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { CommandSettings } from '../plan/plan.ts';
import { CappedOutput } from './capped-output.ts';
import type { OutputChunk, Sandbox, StepOutcome } from './outcome.ts';
import { endProcessTree } from './process-tree.ts';
import { controlSocketFolder, detectSandbox, sandboxed } from './sandbox.ts';

const OUTPUT_LIMIT_BYTES = 1024 * 1024;

export interface RunOptions {
  readonly timeoutSeconds: number;
  /** Default 1 MiB over both streams; what comes after is counted and dropped. */
  readonly outputLimitBytes?: number;
  /** Values that must not be shown. */
  readonly redact: readonly string[];
  readonly signal?: AbortSignal;
  now(): number;
  onOutput(chunk: OutputChunk): void;
  /** Default: bubblewrap where it works. */
  readonly sandbox?: Sandbox;
}

/**
 * Runs one bound command of a guide with bash, from a file of its own: nothing of it is ever part of a command line,
 * and a program in it that reads standard input finds its end there instead of the rest of the command. Never rejects
 * for what the command does; a bash that cannot be started is a failed step.
 */
export async function runCommand(
  command: { readonly source: string },
  settings: CommandSettings & { readonly folder: string },
  options: RunOptions,
): Promise<StepOutcome> {
  const sandbox = options.sandbox ?? (await detectSandbox());
  const run = await mkdtemp(path.join(os.tmpdir(), 'runproof-run-'));
  const home = path.join(run, 'home');
  const script = path.join(run, 'command');
  const began = performance.now();
  const output = new CappedOutput(options.outputLimitBytes ?? OUTPUT_LIMIT_BYTES, options);
  try {
    await Promise.all([mkdir(home), writeFile(script, `${command.source}\n`, { mode: 0o600 })]);
    const programs = [...settings.path, path.dirname(process.execPath)];
    const folders = { work: settings.folder, run, home, programs, controlSockets: controlSocketFolder() };
    const bash = ['bash', '--noprofile', '--norc', '-euo', 'pipefail', script];
    const args = await sandboxed(sandbox, bash, folders);
    const end = await runProcess(
      args,
      { cwd: settings.folder, home, env: environmentOf(settings, home) },
      output,
      options,
    );
    output.end();
    const durationMs = Math.round(performance.now() - began);
    return { ...end, sandbox, durationMs, outputBytes: output.bytes, outputTruncated: output.truncated };
  } finally {
    await rm(run, { recursive: true, force: true });
  }
}

type End = Pick<StepOutcome, 'state' | 'exitCode' | 'message'>;

interface Surroundings {
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runProcess(
  [program = '', ...args]: readonly string[],
  { cwd, home, env }: Surroundings,
  output: CappedOutput,
  options: RunOptions,
): Promise<End> {
  // Looked at here, because a missing folder is otherwise reported as a missing program.
  if (!(await isFolder(cwd))) return failed(null, `The folder ${cwd}, in which the command is to run, does not exist.`);
  if (options.signal?.aborted) return CANCELLED;

  // A process group of its own (detached), so that the whole of it can be ended.
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (bytes: Buffer) => output.add('stdout', bytes));
  child.stderr.on('data', (bytes: Buffer) => output.add('stderr', bytes));
  // The first of them counts: a step that was stopped has not failed by itself.
  let stopped: End | null = null;
  let ending: Promise<void> | undefined;
  const endTree = () => {
    if (child.pid !== undefined) ending ??= endProcessTree(child.pid, home);
  };
  const stop = (end: End) => {
    stopped ??= end;
    endTree();
  };
  const cancel = () => stop(CANCELLED);
  const timedOut: End = { state: 'timed-out', exitCode: null, message: `Stopped after ${options.timeoutSeconds} s.` };
  const timer = setTimeout(() => stop(timedOut), options.timeoutSeconds * 1000);
  options.signal?.addEventListener('abort', cancel, { once: true });
  // What was left in the background would hold the pipes open, and outlive the step.
  child.once('exit', endTree);
  try {
    const end = await ended(child, program);
    await ending;
    return stopped ?? end;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', cancel);
  }
}

/** Resolves when the process has ended and both its streams are read to their end. */
function ended(child: ChildProcess, program: string): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(failed(null, `${program} could not be started: ${error.message}`)));
    child.once('close', (exitCode, signal) => {
      if (exitCode === 0) resolve({ state: 'succeeded', exitCode, message: 'Ended with exit status 0.' });
      else if (exitCode === null) resolve(failed(null, `Ended by signal ${signal}.`));
      else resolve(failed(exitCode, `Ended with exit status ${exitCode}.`));
    });
  });
}

const CANCELLED: End = { state: 'cancelled', exitCode: null, message: 'Cancelled.' };

function failed(exitCode: number | null, message: string): End {
  return { state: 'failed', exitCode, message };
}

async function isFolder(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  return found?.isDirectory() ?? false;
}

/** The least that tools need, never the environment of this process: it holds secrets of its own. */
function environmentOf({ path: folders, environment }: CommandSettings, home: string): Record<string, string> {
  const search = [...folders, '/usr/local/bin', '/usr/bin', '/bin', path.dirname(process.execPath)];
  return { LANG: 'C.UTF-8', ...environment, PATH: search.join(':'), HOME: home };
}
