import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SystemSummary } from '../src/api/contract/system.ts';
import type { CompiledGuide } from '../src/plan/diagnostic.ts';
import { Lamp, writeSystem } from './lamp.ts';
import { clearFolder, freePorts, processesIn, root, temporaryFolder } from './place.ts';
import { Product, runproof } from './product.ts';
import type { Ended } from './program.ts';
import { until } from './until.ts';

const GUIDE = `# Lighthouse handbook

## Health checks

- **Health check**: \`GET /health\`

## Alerts

| Alert | Condition | Severity |
| --- | --- | --- |
| Lamp out | Health check fails for more than 3 minutes | Critical |

## Troubleshooting

### Lamp out

\`\`\`bash
lampctl relight --name {lamp-name}
\`\`\`
`;

const folder = temporaryFolder('command-line');
let port = 0;
let count = 0;
let system: string;
let data: string;

beforeAll(async () => {
  [port = 0] = await freePorts(1);
});

beforeEach(() => {
  count += 1;
  system = writeSystem(join(folder, `lighthouse-${count}`), GUIDE, { version: 1, id: 'lighthouse' });
  data = join(folder, `data-${count}`);
});

afterAll(async () => {
  await clearFolder(folder);
});

const up = (environment: Record<string, string> = {}, ...more: string[]): Promise<Ended> =>
  runproof(['up', system, '--data', data, '--port', String(port), ...more], { folder, environment });

describe('somebody else’s guide', () => {
  it('is operated after init has written what it leaves open', async () => {
    system = writeSystem(join(folder, 'stranger'), GUIDE, null);
    const written = await runproof(['init', 'OPERATIONS.md'], { folder, cwd: system });
    expect(written).toMatchObject({ status: 0, stderr: '' });
    const file = join(system, 'runproof.yaml');
    const draft = readFileSync(file, 'utf8');
    expect(draft).toContain('baseUrl');
    expect(draft).toContain('lamp-name');

    const again = await runproof(['init', 'OPERATIONS.md'], { folder, cwd: system });
    expect(again.status).toBe(2);
    oneSentence(again, /runproof\.yaml is there already; --force writes over it/);
    expect(readFileSync(file, 'utf8')).toBe(draft);

    const lamp = await Lamp.start();
    // As a person would: the line is taken out of its comment.
    writeFileSync(file, draft.replace(/^# baseUrl: .*$/m, `baseUrl: ${lamp.url}`));
    const product = await Product.start({ folder, system, data, port, isInTerminal: true });
    try {
      const health = await fetch(`${product.url}/health`);
      expect(health.status).toBe(200);
      const [summary] = await until(
        'the check is seen to hold',
        async () => {
          const systems = await product.api<SystemSummary[]>('/api/systems');
          return systems[0]?.state === 'healthy' && systems;
        },
        { seconds: 20 },
      );
      expect(summary).toMatchObject({ name: 'Lighthouse', checks: [{ ok: true }] });

      const second = await runproof(['up', system, '--data', data, '--port', '0'], { folder });
      expect(second.status).toBe(2);
      oneSentence(second, /already runs on .*; stop it, or choose another folder with --data/);
    } finally {
      const ended = await product.program.interrupt();
      await lamp.stop();
      expect(ended).toMatchObject({ status: 0, stderr: '' });
    }
    expect(processesIn(folder)).toEqual([]);
    expect(readdirSync(data)).not.toContain('server.json');
  });
});

describe('what is wrong is one clear sentence, and nothing is half-done', () => {
  const cases: readonly { readonly title: string; readonly bindings: string; readonly says: RegExp }[] = [
    {
      title: 'bindings that are not YAML',
      bindings: 'version: 1\nvalues: {suffix: "local"\n',
      says: /runproof\.yaml:\d+:\d+: this is not YAML/,
    },
    {
      title: 'an unknown key, with the one that was meant',
      bindings: 'version: 1\nbaseUlr: http://127.0.0.1:1\n',
      says: /runproof\.yaml:2:1: .*baseUlr.*baseUrl/,
    },
    {
      title: 'an environment variable that is not set',
      bindings: 'version: 1\nbaseUrl: ${RUNPROOF_TEST_NOWHERE}\n',
      says: /runproof\.yaml:2:\d+: the environment variable RUNPROOF_TEST_NOWHERE is not set/,
    },
    {
      title: 'a guide that is not there',
      bindings: 'version: 1\nguide: HANDBOOK.md\n',
      says: /There is no guide at .*HANDBOOK\.md/,
    },
  ];
  for (const { title, bindings, says } of cases)
    it(title, async () => {
      writeFileSync(join(system, 'runproof.yaml'), bindings);
      await refused(await up(), says);
    });

  it('a folder without bindings', async () => {
    system = writeSystem(join(folder, 'unbound'), GUIDE, null);
    await refused(await up(), /There is no runproof\.yaml in .*; write one with: runproof init/);
  });

  it('a port in use', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    try {
      await refused(await up(), new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is in use .*--port`));
    } finally {
      await new Promise((closed) => other.close(closed));
    }
  });

  it('a data folder that a newer version has written', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'format'), '99\n');
    const ended = await up();
    oneSentence(ended, /was written by a newer Runproof \(format 99, .*--data/);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(readdirSync(data)).toEqual(['format']);
    expect(processesIn(folder)).toEqual([]);
  });

  it('a database that is not there', async () => {
    const [nowhere = 0] = await freePorts(1);
    const secret = 'the-password-of-the-database';
    await refused(
      await up({ DATABASE_URL: `postgres://runproof:${secret}@127.0.0.1:${nowhere}/runproof` }),
      new RegExp(`127\\.0\\.0\\.1:${nowhere}`),
      secret,
    );
  });

  it('an option that is not one', async () => {
    const ended = await up({}, '--prot', '4100');
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/unknown option '--prot'[\s\S]*Did you mean --port\?/);
    expect(processesIn(folder)).toEqual([]);
  });

  it('a command to a server that does not run', async () => {
    const ended = await runproof(['fault', 'lighthouse', 'none', '--data', data], { folder });
    await refused(ended, /No Runproof runs on .*; start it with/);
  });

  it('compile of a guide that is not there', async () => {
    const ended = await runproof(['compile', join(system, 'MISSING.md')], { folder });
    await refused(ended, /There is no guide at .*MISSING\.md/);
  });
});

describe('compile and rehearse', () => {
  it('compile prints what was understood, for people and as JSON', async () => {
    const guide = join(system, 'OPERATIONS.md');
    const [shown, json] = await Promise.all([
      runproof(['compile', guide], { folder }),
      runproof(['compile', guide, '--json'], { folder }),
    ]);
    expect(shown).toMatchObject({ status: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^\s*11 {2}Lamp out.*\n\s+alert\s+\S.* for 3 min/m);
    const compiled = JSON.parse(json.stdout) as CompiledGuide;
    expect(compiled).toMatchObject({ guide: 'OPERATIONS.md', diagnostics: [] });
    for (const commitment of compiled.commitments)
      expect(commitment).toMatchObject({
        id: expect.any(String) as string,
        kind: expect.any(String) as string,
        line: expect.any(Number) as number,
        endLine: expect.any(Number) as number,
        section: expect.any(Array) as string[],
        text: expect.any(String) as string,
      });
    expect(compiled.commitments.find(({ kind }) => kind === 'alert')).toMatchObject({ line: 11, windowS: 180 });
  });

  it('rehearse plays a month of faults on an example, and says by its exit status whether all would page in time', async () => {
    const began = performance.now();
    const argv = ['rehearse', join(root, 'examples', 'fleet-management'), '--days', '30', '--json'];
    const { status, stdout, stderr } = await runproof(argv, { folder });
    console.info(`rehearse --days 30: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    const { findings } = JSON.parse(stdout) as { findings: number };
    expect({ status, stderr }).toEqual({ status: findings > 0 ? 1 : 0, stderr: '' });
  });
});

/** One sentence on standard error, exit status 2, no data folder where there was none, and no process. */
async function refused(ended: Ended, says: RegExp, secret?: string): Promise<void> {
  oneSentence(ended, says);
  expect(ended.status).toBe(2);
  if (secret !== undefined) expect(`${ended.stdout}${ended.stderr}`).not.toContain(secret);
  expect(processesIn(folder)).toEqual([]);
  expect(readdirSync(folder)).not.toContain(`data-${count}`);
}

function oneSentence({ stderr }: Ended, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^runproof: /);
}
