import { type ChildProcess, spawn } from 'node:child_process';
import { MARK } from './place.ts';

export interface Ended {
  /** Exit status, or null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramSettings {
  /** The test's own: what is started in it can be found again. */
  readonly folder: string;
  /** Where it is started; default the folder. */
  readonly cwd?: string;
  readonly environment?: Record<string, string>;
  /** A process group of its own, as a terminal makes one for each command. */
  readonly isInTerminal?: boolean;
}

/** A program of the checkout, as a person or a terminal would start it. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(argv: readonly string[], settings: ProgramSettings) {
    const { folder, cwd = folder, environment = {}, isInTerminal = false } = settings;
    this.child = spawn(process.execPath, argv, {
      cwd,
      detached: isInTerminal,
      // Standard input stays open: some programs end when their parent's end of it does.
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...cleanEnvironment(), ...environment, [MARK]: folder },
    });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (status) => resolve({ status, stdout: this.#stdout, stderr: this.#stderr }));
    });
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** Everything it said. */
  get said(): string {
    return `${this.#stdout}${this.#stderr}`;
  }

  /** Waits for a line on standard output. @throws Error with all it said, when it ends or the time is over first. */
  async line(pattern: RegExp, seconds: number): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.#stdout);
        if (found === null) return;
        clearTimeout(timer);
        resolve(found);
      };
      const refuse = (why: string) => reject(new Error(`${pattern} was not printed: ${why}\n${this.said}`));
      const timer = setTimeout(() => refuse(`${seconds} s are over`), seconds * 1_000);
      this.child.stdout?.on('data', look);
      this.child.once('close', (status) => refuse(`it ended with ${status}`));
      look();
    });
  }

  /** Ctrl-C: the terminal sends the signal to every process of the command's group. */
  async interrupt(): Promise<Ended> {
    if (this.child.pid !== undefined && this.child.exitCode === null) process.kill(-this.child.pid, 'SIGINT');
    return this.ended;
  }

  /** Sends a signal, unless it has ended already, and waits for its end. */
  async end(signal: NodeJS.Signals): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }
}

/** What a test machine has set must not lead the product to other engines, folders or clocks. */
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ||
      /^(RUNPROOF_|OTEL_|NODE_OPTIONS$|VITEST|(DATABASE|CLICKHOUSE|REDIS|MONGODB)_URL$)/.test(name)
        ? []
        : [[name, value]],
    ),
  );
}
