import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The whole local cloud on the Kilometers example: real processes, a real PostgreSQL, the compiled programs. */
const examples = resolve(import.meta.dirname, '../..');
const kilometers = join(examples, 'kilometers');
const folder = mkdtempSync(join(tmpdir(), 'host-test-'));
const apiKey = 'km_local_northwind';
let environment: NodeJS.ProcessEnv;
let baseUrl: string;
let host: ChildProcess;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Resolves with the address once the host says that it is ready. Our end of its standard input is its life line. */
async function startHost(): Promise<string> {
  const main = join(examples, 'dist/host/src/main.js');
  host = spawn(process.execPath, [main, kilometers, '--data', join(folder, 'data')], { env: environment });
  let said = '';
  host.stderr!.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((done, fail) => {
    createInterface({ input: host.stdout! }).on('line', (line) => {
      if (line.startsWith('ready ')) done(line.slice('ready '.length));
    });
    host.once('exit', (code) => fail(new Error(`the host ended with ${code}: ${said}`)));
  });
}

async function run(program: string, ...words: string[]): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, words, { cwd: kilometers, env: environment });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

const fault = (kind: string) => run('../host/bin/fault', kind);
const az = (line: string) => run('bin/az', ...line.split(' '), '--resource-group', 'rg-kilometers-prod');

/** The status, or what kind of failure there was in its place. */
async function get(path: string): Promise<{ status: number | 'refused'; body: string; milliseconds: number }> {
  const startedAt = performance.now();
  try {
    const response = await fetch(baseUrl + path, { headers: { 'x-api-key': apiKey, connection: 'close' } });
    return { status: response.status, body: await response.text(), milliseconds: performance.now() - startedAt };
  } catch {
    return { status: 'refused', body: '', milliseconds: performance.now() - startedAt };
  }
}

async function memoryPercent(): Promise<number> {
  return Number(/^process_memory_percent\{[^}]*\} (\S+)/m.exec((await get('/metrics')).body)?.[1]);
}

async function until(what: string, holds: () => Promise<boolean> | boolean, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`It did not come about within ${timeoutMs} ms that ${what}.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A zombie has ended: who has adopted it only has not asked how yet. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const postmasterPid = (): number =>
  Number(readFileSync(join(folder, 'data/database/data/postmaster.pid'), 'utf8').split('\n')[0]);

beforeAll(async () => {
  const tsc = resolve(examples, '../node_modules/typescript/bin/tsc');
  const built = spawnSync(process.execPath, [tsc, '-b', examples], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The examples do not compile:\n${built.stdout}`);
  chmodSync(folder, 0o755);
  const { DATABASE_URL: _outside, ...outside } = process.env;
  environment = {
    ...outside,
    KILOMETERS_PORT: String(await freePort()),
    KILOMETERS_DATABASE_PORT: String(await freePort()),
    RUNPROOF_SOCKET_FOLDER: join(folder, 'sockets'),
    RUNPROOF_FOLLOW_SECONDS: '1',
  };
  baseUrl = await startHost();
}, 120_000);

afterAll(async () => {
  if (host.exitCode === null && host.signalCode === null) {
    const ended = new Promise((done) => host.once('exit', done));
    host.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('the local cloud of Kilometers', () => {
  it('is healthy, knows its customers and brings its own traffic', async () => {
    const health = await get('/health');
    expect(health.status).toBe(200);
    expect(JSON.parse(health.body)).toMatchObject({ status: 'healthy', checks: { database: { status: 'healthy' } } });
    expect((await fetch(`${baseUrl}/api/events`)).status).toBe(401);
    await until('events arrive', async () => JSON.parse((await get('/api/events')).body).events.length > 0);
  });

  it('api-down: nothing listens any more, and a restart by the stand-in cures it', async () => {
    await fault('api-down');
    expect((await get('/health')).status).toBe('refused');
    expect((await az('webapp show --name app-kilometers-api-local --query state -o tsv')).output.trim()).toBe(
      'Stopped',
    );
    expect((await az('webapp restart --name app-kilometers-api-local')).code).toBe(0);
    expect((await get('/health')).status).toBe(200);
    expect((await az('webapp show --name app-kilometers-api-local --query state -o tsv')).output.trim()).toBe(
      'Running',
    );
  });

  it('slow: every answer takes three seconds, until the fault ends', async () => {
    await fault('slow');
    const [health, events] = await Promise.all([get('/health'), get('/api/events')]);
    expect(health.milliseconds).toBeGreaterThan(2_900);
    expect(events.milliseconds).toBeGreaterThan(2_900);
    await fault('none');
    expect((await get('/health')).milliseconds).toBeLessThan(1_000);
  });

  it('errors: the API fails while health still answers', async () => {
    await fault('errors');
    expect((await get('/api/events')).status).toBe(500);
    expect((await get('/health')).status).toBe(200);
    await fault('none');
    expect((await get('/api/events')).status).toBe(200);
  });

  it('database-down: PostgreSQL is really gone, health says 503, and comes back', async () => {
    const pid = postmasterPid();
    await fault('database-down');
    // The last moment of a process that has let go of its folder.
    await until('PostgreSQL is gone', async () => !isAlive(pid));
    const health = await get('/health');
    expect(health.status).toBe(503);
    expect(JSON.parse(health.body).checks.database.status).toBe('unhealthy');
    expect((await get('/api/events')).status).toBe(503);
    const restarted = await az('webapp restart --name app-kilometers-api-local');
    expect([restarted.code, restarted.output]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
    expect((await get('/health')).status).toBe(503);
    const shown = await az('postgres flexible-server show --name psql-kilometers-prod-local --query state');
    expect(shown.output.trim()).toBe('"Stopped"');
    await fault('none');
    await until('the service is healthy', async () => (await get('/health')).status === 200);
  });

  it('leak: memory really fills up, and a restart gives it back', async () => {
    expect(await memoryPercent()).toBeLessThan(60);
    await fault('leak');
    await until('memory is nearly full', async () => (await memoryPercent()) > 90);
    await az('webapp restart --name app-kilometers-api-local');
    expect(await memoryPercent()).toBeLessThan(60);
  });

  it('refuses a fault that this system cannot have', async () => {
    const refused = await fault('cache-down');
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('has no cache');
    expect((await fault('flood')).code).toBe(2);
  });

  it('swaps the slots: the version that answers is the other one, and back again', async () => {
    const versionOf = async () => JSON.parse((await get('/health')).body).version as string;
    const before = await versionOf();
    const swap = 'webapp deployment slot swap --name app-kilometers-api-local --slot staging --action swap';
    await az(swap);
    expect(await versionOf()).not.toBe(before);
    await az(swap);
    expect(await versionOf()).toBe(before);
  });

  it('scales out: several processes share the port, and one scrape sees them all', async () => {
    await az('appservice plan update --name asp-kilometers-prod-local --number-of-workers 2');
    const instances = await az('webapp show --name app-kilometers-api-local --query instances[].status -o tsv');
    expect(instances.output.trim().split('\n')).toEqual(['Running', 'Running']);
    const before = await requestCount();
    for (let turn = 0; turn < 6; turn++) await get('/health/live');
    expect((await requestCount()) - before).toBe(6);
    await az('appservice plan update --name asp-kilometers-prod-local --number-of-workers 1');
  });

  it('answers verbs and names that it does not know with a sentence and a status', async () => {
    const verb = await az('webapp explode');
    expect([verb.code, verb.output]).toEqual([1, expect.stringContaining('it knows: webapp show')]);
    const name = await az('webapp show --name somebody-elses');
    expect([name.code, name.output]).toEqual([3, expect.stringContaining("'somebody-elses' was not found")]);
  });

  it('hands out the real connection string, and follows the log for as long as it is told', async () => {
    const secret = await az(
      'keyvault secret show --vault-name kv-kilometers-local --name DatabaseConnectionString --query value -o tsv',
    );
    expect(secret.output.trim()).toBe(
      `postgres://kilometers:for-this-machine@127.0.0.1:${environment.KILOMETERS_DATABASE_PORT}/kilometers`,
    );
    expect((await az('webapp log tail --name app-kilometers-api-local')).output).toContain('kilometers-api');
  });

  it('recovers by itself after kill -9: the workers are gone, the database is taken over, nothing is lost', async () => {
    const stored = JSON.parse((await get('/api/events?limit=1')).body).events[0].id as string;
    const pid = postmasterPid();
    const ended = new Promise((done) => host.once('exit', done));
    host.kill('SIGKILL');
    await ended;
    await until('nothing listens', async () => (await get('/health')).status === 'refused');
    expect(isAlive(pid)).toBe(true);
    baseUrl = await startHost();
    expect(postmasterPid()).toBe(pid);
    const newest = JSON.parse((await get('/api/events?limit=1')).body).events[0].id as string;
    expect(Number(newest)).toBeGreaterThanOrEqual(Number(stored));
  });

  it('refuses to run twice', async () => {
    const second = await run(
      process.execPath,
      join(examples, 'dist/host/src/main.js'),
      kilometers,
      '--data',
      join(folder, 'other'),
    );
    expect(second.code).toBe(2);
    expect(second.output).toContain('runs already');
  });

  it('stops all that it started when its parent is gone', async () => {
    const pid = postmasterPid();
    const ended = new Promise((done) => host.once('exit', done));
    host.stdin!.end();
    await ended;
    expect((await get('/health')).status).toBe('refused');
    // The last moment of a process that has let go of its folder.
    await until('PostgreSQL is gone', async () => !isAlive(pid));
    expect((await fault('none')).output).toContain('is not running');
  });
});

async function requestCount(): Promise<number> {
  const lines = (await get('/metrics')).body.matchAll(
    /^http_requests_total\{[^}]*route="\/health\/live"[^}]*\} (\d+)/gm,
  );
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}
