import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Runs a start while no other process starts the same folder. The lock is a name in the kernel's abstract socket
 * namespace (unix(7)): it leaves no file, and a killed holder frees it at once.
 *
 * @throws Error when another start holds it for longer than `timeoutMs`.
 */
export async function withStartLock<T>(folder: string, timeoutMs: number, start: () => Promise<T>): Promise<T> {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  const deadline = performance.now() + timeoutMs;
  let lock = await taken(`\0runproof-start-${key}`);
  while (!lock) {
    if (performance.now() > deadline)
      throw new Error(
        `Another process has been starting ${folder} for ${timeoutMs / 1_000} s; end it and start again.`,
      );
    await sleep(POLL_MS);
    lock = await taken(`\0runproof-start-${key}`);
  }
  try {
    return await start();
  } finally {
    lock.close();
  }
}

function taken(path: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(null);
      else fail(error);
    });
    server.listen({ path }, () => done(server));
  });
}
