import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { copiedBinaries, installedBinaries, mendLinks } from './postgres-binaries.ts';

const login = { user: 'runproof', password: 'p@ss:w/rd', database: 'runproof' };
const folders: string[] = [];
const running: RunningPostgres[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
  // Other users may pass, as below a usual data folder.
  if (process.getuid?.() === 0) execFileSync('chmod', ['711', folder]);
  folders.push(folder);
  return folder;
}

async function start(
  folder: string,
  more: { port?: number; keepRunning?: boolean; log?: (line: string) => void } = {},
) {
  const server = await startPostgres({ folder: join(folder, 'postgres'), ...login, ...more });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('starts, keeps its rows over a restart and takes a changed port', async () => {
  const folder = freshFolder();
  const first = await start(folder);
  await query(first.url, 'create table t (n int); insert into t values (7)');
  await first.stop();
  const port = await freePort();
  const second = await start(folder, { port });
  expect(second.url).toContain(`127.0.0.1:${port}`);
  expect(await query(second.url, 'select n from t')).toEqual([{ n: 7 }]);
});

test('a server that outlived its parent is adopted, and one with another port is restarted', async () => {
  const folder = freshFolder();
  const first = await start(folder);
  const lines: string[] = [];
  const again = await start(folder, { log: (line) => lines.push(line) });
  expect(again.pid).toBe(first.pid);
  expect(lines.join()).toContain('adopting');
  const moved = await start(folder, { port: await freePort() });
  expect(moved.pid).not.toBe(first.pid);
  expect(await query(moved.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('recovers when the server itself was killed, even if its number belongs to another process now', async () => {
  const folder = freshFolder();
  const first = await start(folder);
  await query(first.url, 'create table t (n int); insert into t values (7)');
  process.kill(first.pid, 'SIGKILL');
  const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid');
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));
  const second = await start(folder);
  expect(await query(second.url, 'select n from t')).toEqual([{ n: 7 }]);
});

test('a server that is to be kept running is started again when it was killed, until it is stopped', async () => {
  const lines: string[] = [];
  const server = await start(freshFolder(), { keepRunning: true, log: (line) => lines.push(line) });
  await query(server.url, 'create table t (n int); insert into t values (7)');
  const killed = server.pid;
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => server.pid, { timeout: 20_000 }).not.toBe(killed);
  expect(await query(server.url, 'select n from t')).toEqual([{ n: 7 }]);
  expect(lines.join()).toContain('starting it again');
  await server.stop();
  await expect(query(server.url, 'select 1')).rejects.toThrow();
});

test('two starts of one folder at once end with one server', async () => {
  const folder = freshFolder();
  const [one, two] = await Promise.all([start(folder), start(folder)]);
  expect(one.pid).toBe(two.pid);
  expect(await query(two.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a folder too deep for a socket gets a short one', async () => {
  const folder = join(freshFolder(), 'd'.repeat(100));
  const server = await start(folder);
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a port in use is one clear sentence', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => blocker.once('listening', done));
  const { port } = blocker.address() as { port: number };
  await expect(start(freshFolder(), { port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
  blocker.close();
});

test.runIf(process.getuid?.() === 0)('works as root below a private folder such as /root', async () => {
  const folder = freshFolder();
  execFileSync('chmod', ['700', folder]);
  const first = await start(folder);
  await query(first.url, 'create table t (n int); insert into t values (7)');
  await first.stop();
  const second = await start(folder);
  expect(await query(second.url, 'select n from t')).toEqual([{ n: 7 }]);
  folders.push(realpathSync(join(folder, 'postgres', 'home')));
});

test('programs out of the reach of other users are copied whole, with links that npm left out', () => {
  const folder = freshFolder();
  const installed = installedBinaries();
  const root = join(folder, 'package');
  cpSync(join(installed.folder, '..'), root, { recursive: true, verbatimSymlinks: true });
  const link = join(root, 'native', 'lib', 'libicui18n.so.60');
  rmSync(link);
  mendLinks(root);
  expect(existsSync(link)).toBe(true);
  chmodSync(join(root, 'native', 'lib'), 0o700);
  const copy = copiedBinaries({ folder: join(root, 'native'), version: installed.version }, join(folder, 'shared'));
  expect(statSync(join(copy, 'lib')).mode & 0o777).toBe(0o755);
  expect(execFileSync(join(copy, 'bin', 'postgres'), ['--version']).toString()).toContain('(PostgreSQL) 15.');
  expect(copiedBinaries({ folder: '/nonexistent', version: installed.version }, join(folder, 'shared'))).toBe(copy);
});

test.runIf(process.getuid?.() === 0)('works as an ordinary user', async () => {
  const folder = freshFolder();
  execFileSync('chmod', ['711', folder]);
  const home = join(folder, 'home');
  mkdirSync(home);
  execFileSync('chown', ['nobody', home]);
  const compiled = compile();
  const program = `
    import { startPostgres } from ${JSON.stringify(`${compiled}/postgres.js`)};
    const server = await startPostgres({ folder: ${JSON.stringify(join(home, 'postgres'))}, user: 'u', password: 'p', database: 'd' });
    await server.stop();
    console.log('stopped');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    uid: Number(execFileSync('id', ['-u', 'nobody']).toString()),
    cwd: '/',
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  await new Promise((done) => child.once('close', done));
  expect(output).toBe('stopped\n');
});

/** Emits this package where its dependencies are found, apart from `dist`. */
function compile(): string {
  const root = new URL('..', import.meta.url).pathname;
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const folder = mkdtempSync(join(root, 'node_modules', 'compiled-'));
  folders.push(folder);
  const buildInfo = ['--tsBuildInfoFile', join(folder, 'build.tsbuildinfo')];
  execFileSync('npx', ['tsc', '-p', root, '--outDir', folder, ...buildInfo], { cwd: root });
  execFileSync('chmod', ['755', folder]);
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}
