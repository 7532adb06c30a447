import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputChunk } from './outcome.ts';
import { type RunOptions, runCommand } from './run-command.ts';
import { controlSocketFolder, detectSandbox } from './sandbox.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'act-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A sleep of a length that no other process on the machine sleeps. */
const uniqueSleep = () => `${3_000 + Math.floor(Math.random() * 1e6) / 1e3}1`;

function alive(needle: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'latin1').includes(needle);
      } catch {
        return false;
      }
    });
}

const hasBubblewrap = (await detectSandbox()) === 'bubblewrap';

describe.each([
  ['bubblewrap', hasBubblewrap],
  ['none', true],
] as const)('a command run with sandbox %s', (sandbox, available) => {
  const test = it.runIf(available);

  async function run(source: string, options: Partial<RunOptions> = {}, environment: Record<string, string> = {}) {
    const chunks: OutputChunk[] = [];
    const settings = { path: [], environment, timeoutSeconds: 20, folder };
    const outcome = await runCommand({ source }, settings, {
      timeoutSeconds: 20,
      redact: [],
      sandbox,
      now: () => 1_000,
      onOutput: (chunk) => chunks.push(chunk),
      ...options,
    });
    const text = (stream: string) =>
      chunks
        .filter((chunk) => chunk.stream === stream)
        .map((chunk) => chunk.text)
        .join('');
    return { outcome, stdout: text('stdout'), stderr: text('stderr'), chunks };
  }

  test('gives both streams and the exit status', async () => {
    const { outcome, stdout, stderr, chunks } = await run('echo out; echo err >&2; exit 3');
    expect(outcome).toMatchObject({ state: 'failed', exitCode: 3, sandbox, outputBytes: 8, outputTruncated: false });
    expect(outcome.message).toBe('Ended with exit status 3.');
    expect([stdout, stderr, chunks[0]?.at]).toEqual(['out\n', 'err\n', 1_000]);
    expect((await run('true')).outcome).toMatchObject({ state: 'succeeded', exitCode: 0 });
  });

  test('stops at the first error, also inside a pipe, and at an unset variable', async () => {
    expect((await run('false\necho on')).stdout).toBe('');
    expect((await run('false | true\necho on')).stdout).toBe('');
    expect((await run('echo "$NOT_THERE"')).outcome.state).toBe('failed');
  });

  test('does not let a program read the rest of the command', async () => {
    expect((await run('cat\necho after')).stdout).toBe('after\n');
  });

  test('runs in the folder with a small environment and a HOME of its own', async () => {
    process.env.A_SECRET_OF_THE_SERVER = 'x';
    const { stdout } = await run('pwd; echo "$GROUP"; env | cut -d= -f1 | sort | tr "\\n" " "', {}, { GROUP: 'a; b' });
    delete process.env.A_SECRET_OF_THE_SERVER;
    expect(stdout).toBe(`${folder}\na; b\nGROUP HOME LANG PATH PWD SHLVL _ `);
    const home = (await run('touch "$HOME/x"; echo "$HOME"')).stdout.trim();
    expect(existsSync(home)).toBe(false);
  });

  test('finds the folders of the bindings first', async () => {
    mkdirSync(path.join(folder, 'bin'), { recursive: true });
    execFileSync('bash', ['-c', `printf '#!/bin/sh\\necho stand-in "$@"\\n' > bin/az && chmod +x bin/az`], {
      cwd: folder,
    });
    const settings = { path: [path.join(folder, 'bin')], environment: {}, timeoutSeconds: 9, folder };
    let output = '';
    await runCommand({ source: 'az webapp restart' }, settings, {
      timeoutSeconds: 9,
      redact: [],
      sandbox,
      now: () => 0,
      onOutput: (chunk) => {
        output += chunk.text;
      },
    });
    expect(output).toBe('stand-in webapp restart\n');
  });

  test('hands output on while it runs', async () => {
    const seen: string[] = [];
    const running = run('echo first; sleep 0.6; echo second', { onOutput: (chunk) => seen.push(chunk.text) });
    await expect.poll(() => seen.join('')).toBe('first\n');
    await running;
    expect(seen.join('')).toBe('first\nsecond\n');
  });

  test('ends at its timeout with its grandchildren, also those that left the group', async () => {
    const [inGroup, escaped] = [uniqueSleep(), uniqueSleep()];
    const { outcome } = await run(`(sleep ${inGroup} &) ; setsid sleep ${escaped} & sleep 60`, { timeoutSeconds: 0.7 });
    expect(outcome).toMatchObject({ state: 'timed-out', exitCode: null, message: 'Stopped after 0.7 s.' });
    expect(outcome.durationMs).toBeLessThan(4_000);
    await expect.poll(() => alive(inGroup) || alive(escaped), { timeout: 4_000 }).toBe(false);
  });

  test('kills what ignores the request to end', async () => {
    const { outcome } = await run('trap "" TERM; while true; do sleep 0.1 || true; done', { timeoutSeconds: 0.5 });
    expect(outcome.state).toBe('timed-out');
    expect(outcome.durationMs).toBeLessThan(6_000);
  });

  test('lets a command clean up when it is asked to end', async () => {
    const { outcome, stdout } = await run('trap "echo cleaned; exit 1" TERM; sleep 30 & wait', { timeoutSeconds: 0.5 });
    expect([outcome.state, stdout]).toEqual(['timed-out', 'cleaned\n']);
  });

  test('does not wait for what it left in the background, and ends it', async () => {
    const left = uniqueSleep();
    const { outcome } = await run(`sleep ${left} & echo started`);
    expect(outcome.state).toBe('succeeded');
    expect(outcome.durationMs).toBeLessThan(4_000);
    await expect.poll(() => alive(left)).toBe(false);
  });

  test('is cancelled by its signal, before and while it runs', async () => {
    const controller = new AbortController();
    const running = run('echo go; sleep 30', { signal: controller.signal, onOutput: () => controller.abort() });
    expect((await running).outcome).toMatchObject({ state: 'cancelled', exitCode: null });
    expect((await run('sleep 30', { signal: AbortSignal.abort() })).outcome.state).toBe('cancelled');
  });

  test('keeps output up to the limit and says that there was more', async () => {
    const { outcome, stdout, stderr } = await run('head -c 300000 /dev/zero | tr "\\0" y', {
      outputLimitBytes: 10_000,
    });
    expect(stdout).toHaveLength(10_000);
    expect(stderr).toBe('\n[output beyond 10000 bytes is not kept]\n');
    expect(outcome).toMatchObject({ state: 'succeeded', outputBytes: 300_000, outputTruncated: true });
  });

  test('masks secrets, also where they come in pieces', async () => {
    const source = 'printf hunt; sleep 0.2; printf "er22-x\\n"; echo "$PASSWORD" >&2';
    const { stdout, stderr } = await run(source, { redact: ['hunter22-x'] }, { PASSWORD: 'hunter22-x' });
    expect([stdout, stderr]).toEqual(['[redacted]\n', '[redacted]\n']);
  });

  test('fails with a sentence where its folder is not there', async () => {
    const settings = { path: [], environment: {}, timeoutSeconds: 9, folder: path.join(folder, 'nowhere') };
    const options = { timeoutSeconds: 9, redact: [], sandbox, now: () => 0, onOutput: () => {} };
    const outcome = await runCommand({ source: 'true' }, settings, options);
    expect(outcome).toMatchObject({ state: 'failed', message: expect.stringContaining('nowhere') });
  });
});

describe.runIf(hasBubblewrap)('bubblewrap', () => {
  const madeFolder = !existsSync(controlSocketFolder());
  const socketPath = path.join(controlSocketFolder(), `act-test-${process.pid}.sock`);
  const server = net.createServer((socket) => socket.end('reached'));
  beforeAll(async () => {
    mkdirSync(controlSocketFolder(), { recursive: true, mode: 0o700 });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  });
  afterAll(() => {
    server.close();
    if (madeFolder) rmSync(controlSocketFolder(), { recursive: true, force: true });
  });

  async function output(source: string): Promise<string> {
    let text = '';
    await runCommand(
      { source },
      { path: [], environment: {}, timeoutSeconds: 9, folder },
      {
        timeoutSeconds: 9,
        redact: [],
        now: () => 0,
        onOutput: (chunk) => {
          text += chunk.text;
        },
      },
    );
    return text;
  }

  it('keeps the system read-only, /tmp private and the work folder writable', async () => {
    expect(await output('touch /usr/x')).toContain('Read-only file system');
    const name = `private-${process.pid}`;
    expect(await output(`touch /tmp/${name} made && ls /tmp/${name} made`)).toBe(`/tmp/${name}\nmade\n`);
    expect(existsSync(path.join('/tmp', name))).toBe(false);
    expect(existsSync(path.join(folder, 'made'))).toBe(true);
  });

  it('keeps the programs of a system that is itself in /tmp', async () => {
    const top = mkdtempSync('/tmp/act-test-top-');
    const [bin, work] = [path.join(top, 'stand-ins'), path.join(top, 'system')];
    for (const made of [bin, work]) mkdirSync(made);
    writeFileSync(path.join(bin, 'az'), '#!/bin/sh\ncat "$(dirname "$0")/../beside"\n', { mode: 0o755 });
    writeFileSync(path.join(top, 'beside'), 'found');
    let text = '';
    const settings = { path: [bin], environment: {}, timeoutSeconds: 9, folder: work };
    await runCommand({ source: 'az && ! touch ../beside 2>&1 && touch made' }, settings, {
      timeoutSeconds: 9,
      redact: [],
      now: () => 0,
      onOutput: (chunk) => {
        text += chunk.text;
      },
    });
    expect(text).toMatch(/^found.*Read-only file system/);
    expect(existsSync(path.join(work, 'made'))).toBe(true);
    rmSync(top, { recursive: true });
  });

  it('reaches the control sockets and sees no process but its own', async () => {
    const source = `node -e 'require("net").connect("${socketPath}").pipe(process.stdout)'`;
    expect(await output(source)).toBe('reached');
    await sleep(0);
    expect(Number(await output('ls /proc | grep -c "^[0-9]"'))).toBeLessThan(10);
  });
});
