import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '@runproof/embedded/postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDocumentServer } from '../../examples/infra-mind/src/document-server/server.ts';
import type { Prober } from '../observe/probe.ts';
import { probeCheck } from '../observe/probe.ts';
import type { DatabaseProbe } from './database-probe.ts';
import { mongodbProber } from './mongodb/mongodb-prober.ts';
import { mysqlProber } from './mysql/mysql-prober.ts';
import { postgresProber } from './postgres/postgres-prober.ts';
import { redisProber } from './redis/redis-prober.ts';

interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

interface Engine {
  readonly type: DatabaseProbe['type'];
  readonly prober: Prober<DatabaseProbe>;
  /** Whether its server is on this machine. */
  readonly available: boolean;
  start(folder: string): Promise<RunningServer>;
  /** The same server with a wrong password; null where the server here knows none. */
  readonly wrongPassword: ((url: string) => string) | null;
  readonly message: RegExp;
}

const ENGINES: readonly Engine[] = [
  {
    type: 'postgres',
    prober: postgresProber,
    available: true,
    start: (folder) => startPostgres({ folder, user: 'probe', password: 'right', database: 'probe' }),
    wrongPassword: (url) => url.replace('right', 'wrong-password'),
    message: /^PostgreSQL 15\.\d+ answers$/,
  },
  {
    type: 'mysql',
    prober: mysqlProber,
    available: existsSync('/usr/sbin/mariadbd'),
    start: startMariaDb,
    wrongPassword: (url) => url.replace('root@', 'root:wrong-password@'),
    message: /^MySQL .*MariaDB.* answers$/,
  },
  {
    type: 'redis',
    prober: redisProber,
    available: existsSync('/usr/bin/redis-server'),
    start: startRedis,
    wrongPassword: (url) => url.replace('right', 'wrong-password'),
    message: /^Redis \d+\.\d+\.\d+ answers$/,
  },
  {
    type: 'mongodb',
    prober: mongodbProber,
    available: true,
    start: async (folder) => {
      const server = await startDocumentServer({ port: 0, folder, now: () => Date.now(), log: () => {} });
      return { url: `mongodb://127.0.0.1:${server.port}/probe`, stop: () => server.stop() };
    },
    wrongPassword: null,
    message: /^MongoDB answers$/,
  },
];

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startRedis(folder: string): Promise<RunningServer> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--requirepass', 'right'];
  const child = spawn('/usr/bin/redis-server', args, { stdio: 'ignore' });
  await accepting(port);
  return { url: `redis://:right@127.0.0.1:${port}/0`, stop: () => ended(child) };
}

async function startMariaDb(folder: string): Promise<RunningServer> {
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const data = [`--datadir=${folder}`, '--no-defaults'];
  const install = ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', ...user];
  execFileSync('/usr/bin/mariadb-install-db', install, { stdio: 'ignore' });
  const args = [...data.reverse(), ...user, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${folder}/s.sock`];
  const child = spawn('/usr/sbin/mariadbd', args, { stdio: 'ignore' });
  await accepting(port);
  return { url: `mysql://root@127.0.0.1:${port}/mysql`, stop: () => ended(child) };
}

async function accepting(port: number): Promise<void> {
  const connects = () =>
    new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.end());
    });
  await vi.waitUntil(connects, { timeout: 30_000, interval: 100 });
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

function look(engine: Engine, url: string, timeoutMs = 5_000, stopped?: AbortSignal) {
  const probers = { [engine.type]: engine.prober } as never;
  const probe = { type: engine.type, url: { binding: 'targets.database' } } as const;
  const check = { id: 'c1', commitmentId: null, name: 'x', probe, intervalSeconds: 10, timeoutMs, maxLatencyMs: null };
  return probeCheck(check, { probers, now: () => 0, resolveSecret: () => url }, stopped);
}

describe.each(ENGINES.map((engine) => [engine.type, engine] as const))('a %s probe', (_type, engine) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'prober-'));
  chmodSync(folder, 0o711);
  let server: RunningServer | undefined;
  const test = it.runIf(engine.available);

  beforeAll(async () => {
    if (engine.available) server = await engine.start(folder);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('holds when the server answers a question', async () => {
    const result = await look(engine, server?.url ?? '');
    expect(result).toMatchObject({ ok: true, status: null, message: expect.stringMatching(engine.message) });
    expect(result.latencyMs).toBeGreaterThan(0);
  });

  it.runIf(engine.available && engine.wrongPassword)('fails without showing a wrong password', async () => {
    const result = await look(engine, engine.wrongPassword?.(server?.url ?? '') ?? '');
    expect(result).toMatchObject({ ok: false, latencyMs: null });
    expect(result.message).toMatch(/password|denied|WRONGPASS/i);
    expect(result.message).not.toContain('wrong-password');
  });

  it('fails when nothing listens', async () => {
    const port = await freePort();
    const result = await look(engine, `${engine.type}://user:hush@127.0.0.1:${port}/x`, 1_000);
    expect(result.ok).toBe(false);
    expect(result.message).toMatch(/refused|no answer within/);
    expect(result.message).not.toContain('hush');
  });

  it('gives up on a server that accepts and is silent, and leaves no connection', async () => {
    const sockets = new Set<net.Socket>();
    const silent = net.createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
      socket.resume();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const result = await look(engine, `${engine.type}://user:hush@127.0.0.1:${port}/x`, 300);
    expect(result).toMatchObject({ ok: false, latencyMs: null });
    await expect.poll(() => sockets.size, { timeout: 3_000 }).toBe(0);
    silent.close();
  });

  it('fails on an answer in another language', async () => {
    const babbling = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => babbling.listen(0, '127.0.0.1', resolve));
    const { port } = babbling.address() as AddressInfo;
    expect((await look(engine, `${engine.type}://user@127.0.0.1:${port}/x`, 1_000)).ok).toBe(false);
    babbling.close();
  });

  it('fails on an address that is none', async () => {
    expect((await look(engine, 'nonsense', 1_000)).ok).toBe(false);
  });

  test('is broken off when watching stops', async () => {
    expect((await look(engine, server?.url ?? '', 5_000, AbortSignal.abort())).message).toContain('watching stopped');
  });
});
