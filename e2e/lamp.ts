import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** A small service whose health a test switches on and off, at a real address. */
export class Lamp {
  isOn = true;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((_request, response) => {
      response.writeHead(this.isOn ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: this.isOn ? 'healthy' : 'unhealthy' }));
    });
  }

  static async start(): Promise<Lamp> {
    const lamp = new Lamp();
    lamp.#server.listen(0, '127.0.0.1');
    await new Promise((listening) => lamp.#server.once('listening', listening));
    return lamp;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** Writes a guide, and bindings when there are some, into a new folder. */
export function writeSystem(folder: string, guide: string, bindings: object | null): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'OPERATIONS.md'), guide);
  if (bindings !== null) writeFileSync(join(folder, 'runproof.yaml'), stringify(bindings));
  return folder;
}
