import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { root } from './place.ts';
import { Program } from './program.ts';

const HOST = 'dist/host/src/main.js';
const READY_SECONDS = 90;

interface Ports {
  readonly service: number;
  readonly database: number;
}

/** A copy of the example, so that its guide and bindings can be changed, and others may run beside it. */
export class Kilometers {
  readonly folder: string;
  readonly environment: Record<string, string>;
  readonly healthUrl: string;
  readonly #place: string;
  #host: Program | null = null;

  constructor(place: string, ports: Ports) {
    const examples = join(place, 'examples');
    this.#place = place;
    this.folder = join(examples, 'kilometers');
    this.environment = {
      KILOMETERS_PORT: String(ports.service),
      KILOMETERS_DATABASE_PORT: String(ports.database),
    };
    this.healthUrl = `http://127.0.0.1:${ports.service}/health`;
    mkdirSync(examples);
    // Both are found from the example's folder by way of `..`, by its bindings, its stand-ins and its host.
    for (const name of ['host', 'dist']) symlinkSync(join(root, 'examples', name), join(examples, name));
    cpSync(join(root, 'examples', 'kilometers'), this.folder, {
      recursive: true,
      filter: (path) => !['node_modules', '.runproof'].includes(basename(path)),
    });
  }

  bind(path: readonly string[], value: unknown): void {
    const file = join(this.folder, 'runproof.yaml');
    const bindings = parseDocument(readFileSync(file, 'utf8'));
    bindings.setIn(path, value);
    writeFileSync(file, String(bindings));
  }

  /** @throws Error where the guide does not hold the text: the test would not test what it says. */
  rewrite(from: string, to: string): void {
    const file = join(this.folder, 'OPERATIONS.md');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`The guide of Kilometers does not say any more: ${from}`);
    writeFileSync(
      file,
      text.replace(from, () => to),
    );
  }

  /** Starts its database and its service under the local cloud, and waits until it is healthy. */
  async start(): Promise<void> {
    this.#host = new Program([join(root, 'examples', HOST), this.folder, '--data', join(this.#place, 'kilometers')], {
      folder: this.#place,
      environment: this.environment,
    });
    await this.#host.line(/^ready /m, READY_SECONDS);
  }

  async isHealthy(): Promise<boolean> {
    return fetch(this.healthUrl, { signal: AbortSignal.timeout(5_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async stop(): Promise<void> {
    await this.#host?.end('SIGTERM');
  }

  get lastWords(): string {
    return `--- host of Kilometers\n${this.#host?.said ?? 'was not started'}`;
  }
}
