import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tail } from './place.ts';
import { type Ended, Program, type ProgramSettings } from './program.ts';

const MAIN = join(root, 'dist', 'main.js');
const START_SECONDS = 60;

/** The clock that a product under test runs by: `speed` times as fast since `since`, epoch milliseconds. */
export class FastClock {
  readonly speed: number;
  readonly since: number;

  constructor(speed: number) {
    this.speed = speed;
    this.since = Date.now();
  }

  now(): number {
    return this.since + (Date.now() - this.since) * this.speed;
  }

  get environment(): Record<string, string> {
    return { RUNPROOF_CLOCK_SPEED: String(this.speed), RUNPROOF_CLOCK_SINCE: String(this.since) };
  }
}

export interface ProductSettings {
  /** The test's own folder. */
  readonly folder: string;
  /** The folder with the guide and its bindings. */
  readonly system: string;
  /** Folders of further systems. */
  readonly others?: readonly string[];
  readonly data: string;
  readonly port: number;
  readonly clock?: FastClock;
  readonly environment?: Record<string, string>;
  /** Whether `program.interrupt()` is to be the Ctrl-C of a terminal. */
  readonly isInTerminal?: boolean;
}

/** `runproof up`, running. */
export class Product {
  readonly program: Program;
  readonly url: string;
  readonly #data: string;
  readonly #token: string;

  private constructor(program: Program, data: string) {
    const server = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as { url: string; token: string };
    this.program = program;
    this.url = server.url;
    this.#data = data;
    this.#token = server.token;
  }

  static async start(settings: ProductSettings): Promise<Product> {
    const { folder, system, others = [], data, port, clock, environment = {}, isInTerminal = false } = settings;
    const program = new Program([MAIN, 'up', system, ...others, '--data', data, '--port', String(port)], {
      folder,
      environment: { ...environment, ...clock?.environment },
      isInTerminal,
    });
    await program.line(/Ctrl-C stops/, START_SECONDS);
    return new Product(program, data);
  }

  /** The answer's body. @throws Error with the status and the body where it is not a good one. */
  async api<T>(path: string, method: 'GET' | 'POST' = 'GET', body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(20_000),
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** For the log of a test that failed. */
  get lastWords(): string {
    return `--- runproof up\n${this.program.said}\n--- runproof.log\n${tail(join(this.#data, 'runproof.log'))}`;
  }
}

/** Any other command, to its end. */
export function runproof(argv: readonly string[], settings: ProgramSettings): Promise<Ended> {
  const program = new Program([MAIN, ...argv], settings);
  program.child.stdin?.end();
  return program.ended;
}
