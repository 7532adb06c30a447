import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { Document } from 'mongodb';
import { Collections } from './collections.ts';
import { commandsOf } from './commands.ts';
import { Journal } from './journal.ts';
import { decodeRequest, encodeReply, longestMessageBytes, messageLength } from './wire-message.ts';

/**
 * A small document server that MongoDB's own drivers can talk to, for machines that have no MongoDB. It serves what
 * the example and its guide need (queries and updates by mingo, a journal that survives a crash) and says so of the
 * rest: no transactions, no replication, no authentication, no unique indexes. It listens on 127.0.0.1 alone.
 */
export interface DocumentServer {
  port: number;
  stop(): Promise<void>;
}

export interface DocumentServerOptions {
  /** 0 takes any free port. */
  port: number;
  folder: string;
  now: () => number;
  log: (line: string) => void;
}

const mostConnections = 1_000;
const keptLogLines = 1_000;

export async function startDocumentServer({ port, folder, now, log }: DocumentServerOptions): Promise<DocumentServer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const collections = new Collections();
  const journal = await Journal.open(
    folder,
    (change) => collections.apply(change),
    () => collections.snapshot(),
  );
  const sockets = new Set<Socket>();
  let totalCreated = 0;
  const operations: Record<string, number> = {};
  const recentLog: string[] = [];
  const note = (line: string): void => {
    const dated = `${new Date(now()).toISOString()} ${line}`;
    recentLog.push(dated);
    if (recentLog.length > keptLogLines) recentLog.shift();
    log(dated);
  };
  const state = {
    recentLog,
    port,
    now,
    startedAt: now(),
    operations,
    connections: () => ({ current: sockets.size, totalCreated }),
  };
  const run = commandsOf(collections, state);

  async function answer(command: Document): Promise<Document> {
    const name = Object.keys(command)[0] ?? '';
    operations[name] = (operations[name] ?? 0) + 1;
    try {
      const { reply, changes } = run(command);
      await journal.write(changes);
      if (name === 'compact') await journal.compact(() => collections.snapshot());
      return reply;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? Number(error.code) || 1 : 2;
      return { ok: 0, errmsg: error instanceof Error ? error.message : String(error), code };
    }
  }

  const server = createServer((socket) => {
    totalCreated += 1;
    sockets.add(socket);
    note(`connection accepted from ${socket.remoteAddress}:${socket.remotePort} (${sockets.size} open)`);
    socket.on('error', (error) => note(`connection failed: ${error.message}`));
    socket.once('close', () => {
      sockets.delete(socket);
      note(`connection ended (${sockets.size} open)`);
    });
    serve(socket, answer, note);
  });
  server.maxConnections = mostConnections;
  state.port = await listen(server, port);
  return {
    port: state.port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await journal.close();
    },
  };
}

/** One message after the other, in order, as a connection's client expects. */
function serve(socket: Socket, answer: (command: Document) => Promise<Document>, log: (line: string) => void): void {
  let buffered: Buffer = Buffer.alloc(0);
  let last: Promise<void> = Promise.resolve();
  socket.on('data', (chunk: Buffer) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    try {
      if (buffered.length > longestMessageBytes * 2) throw new RangeError('too much sent ahead');
      for (let length = messageLength(buffered); length !== null; length = messageLength(buffered)) {
        const request = decodeRequest(buffered.subarray(0, length));
        buffered = Buffer.from(buffered.subarray(length));
        last = last.then(async () => {
          const reply = await answer(request.command);
          if (request.wantsReply && !socket.destroyed) socket.write(encodeReply(request, reply));
        });
        last.catch((error: unknown) => {
          log(`answer failed: ${String(error)}`);
          socket.destroy();
        });
      }
    } catch (error) {
      log(`connection refused: ${error instanceof Error ? error.message : String(error)}`);
      socket.destroy();
    }
  });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
