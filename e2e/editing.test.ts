import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditApplied, GuidePreview, GuideSource } from '../src/api/contract/editing.ts';
import type { CommitmentDetail, LiveGuide, SystemSummary } from '../src/api/contract/system.ts';
import { Lamp, writeSystem } from './lamp.ts';
import { clearFolder, freePorts, temporaryFolder } from './place.ts';
import { Product, runproof } from './product.ts';
import { until } from './until.ts';

const GUIDE = `# Lighthouse handbook

## Health checks

- **Health check**: \`GET /health\`

## Alerts

| Alert | Condition | Severity |
| --- | --- | --- |
| Lamp out | Health check fails for more than 3 minutes | Critical |
| Lamp slow | p95 above 2 s for 5 minutes | Warning |

## Troubleshooting

### Lamp out

\`\`\`bash
echo relight {lamp-name}
\`\`\`
`;

const folder = temporaryFolder('editing');
const data = join(folder, 'data');
let lamp: Lamp;
let system: string;
let product: Product;
const headers = { authorization: '', 'content-type': 'application/json' };

beforeAll(async () => {
  lamp = await Lamp.start();
  system = writeSystem(join(folder, 'lighthouse'), GUIDE, { version: 1, id: 'lighthouse', baseUrl: lamp.url });
  const before = await runproof(['plan', system, '--data', data], { folder });
  expect(before).toMatchObject({ status: 1, stderr: '', stdout: expect.stringContaining('everything is new') });
  const [port = 0] = await freePorts(1);
  product = await Product.start({ folder, system, data, port });
  const { token } = JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as { token: string };
  headers.authorization = `Bearer ${token}`;
});

afterAll(async () => {
  await product?.program.end('SIGTERM');
  await lamp?.stop();
  await clearFolder(folder);
});

const guideFile = () => join(system, 'OPERATIONS.md');
const summary = () => product.api<SystemSummary>('/api/systems/lighthouse');
const source = () => product.api<GuideSource>('/api/systems/lighthouse/guide/source');
const put = async (path: string, body: object, token = headers.authorization) => {
  const response = await fetch(`${product.url}/api/systems/lighthouse/${path}`, {
    method: 'PUT',
    headers: { ...headers, authorization: token },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    answer: (await response.json()) as EditApplied & { code: string; message: string },
  };
};

/** Change events as a page gets them, until the returned function is called. */
async function events(): Promise<{ readonly seen: string[]; readonly end: () => void }> {
  const ending = new AbortController();
  const response = await fetch(`${product.url}/api/events`, { headers, signal: ending.signal });
  const seen: string[] = [];
  const read = async () => {
    for await (const chunk of response.body ?? []) seen.push(Buffer.from(chunk).toString());
  };
  read().catch(() => {}); // It ends by being aborted.
  return { seen, end: () => ending.abort() };
}

describe('a guide that is edited while it is operated', () => {
  it('previews, saves and applies over HTTP, and says what changed', async () => {
    const before = await source();
    const markdown = before.markdown.replace('above 2 s', 'above 1 s');
    const preview = await product.api<GuidePreview>('/api/systems/lighthouse/guide/preview', 'POST', { markdown });
    expect(preview.commitments).toMatchObject([{ change: 'changed', kind: 'alert' }]);
    expect(preview.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining([expect.any(String)]));

    const saved = await put('guide/source', { markdown, baseHash: before.hash });
    expect(saved).toMatchObject({ status: 200, answer: { problems: [], commitments: preview.commitments } });
    expect(readFileSync(guideFile(), 'utf8')).toBe(markdown);
    const guide = await product.api<LiveGuide>('/api/systems/lighthouse/guide');
    expect(guide.markdown).toBe(markdown);

    const again = await put('guide/source', { markdown: before.markdown, baseHash: before.hash });
    expect(again).toMatchObject({ status: 409, answer: { code: 'changed-meanwhile' } });
  });

  it('reads a long guide beside everything else', async () => {
    const { markdown } = await source();
    const long = `${markdown}\n## History\n\n${'The keeper of the light wrote this down for those who come after.\n'.repeat(1_500)}`;
    const changed = long.replace('above 1 s', 'above 3 s');
    const path = '/api/systems/lighthouse/guide/preview';
    const preview = await product.api<GuidePreview>(path, 'POST', { markdown: changed });
    expect(preview.commitments).toMatchObject([
      { change: 'changed', fields: [{ name: 'value', before: '1000 ms', after: '3000 ms' }] },
    ]);

    // Who types on gives up what was asked before; what is asked last is answered, and by its own text.
    for (const seconds of [4, 5, 6, 7, 8]) {
      const body = JSON.stringify({ markdown: long.replace('above 1 s', `above ${seconds} s`) });
      const signal = AbortSignal.timeout(20);
      await fetch(`${product.url}${path}`, { method: 'POST', headers, body, signal }).catch(() => null);
    }
    const last = await product.api<GuidePreview>(path, 'POST', { markdown: long.replace('above 1 s', 'above 9 s') });
    expect(last.commitments).toMatchObject([{ fields: [{ name: 'value', before: '1000 ms', after: '9000 ms' }] }]);
  });

  it('lets administrators edit, and nobody else', async () => {
    const { hash, markdown } = await source();
    const created = await product.api<{ token: string }>('/api/tokens', 'POST', { name: 'reader', scope: 'respond' });
    const edit = { markdown: `${markdown}\nx\n`, baseHash: hash };
    expect((await put('guide/source', edit, `Bearer ${created.token}`)).status).toBe(403);
    expect((await put('bindings', { path: ['values', 'a'], value: 'b' }, `Bearer ${created.token}`)).status).toBe(403);
    expect((await put('guide/source', edit, '')).status).toBe(401);
    expect(readFileSync(guideFile(), 'utf8')).toBe(markdown);
  });

  it('takes no guide past its limit', async () => {
    const { hash } = await source();
    const answer = await put('guide/source', { markdown: 'x'.repeat(2_097_153), baseHash: hash });
    expect(answer.status).toBe(400);
  });

  it('asks for what it needs, and writes it into runproof.yaml', async () => {
    const guide = await product.api<LiveGuide>('/api/systems/lighthouse/guide');
    const command = guide.commitments.find(({ kind }) => kind === 'command');
    expect(command?.state).toBe('needs-input');
    const { bindings } = await product.api<CommitmentDetail>(`/api/systems/lighthouse/commitments/${command?.id}`);
    expect(bindings).toMatchObject([{ path: ['values', 'lamp-name'], kind: 'text' }]);
    const bad = await put('bindings', { path: ['observe', 'intervalSeconds'], value: 'often' });
    expect(bad).toMatchObject({ status: 400, answer: { message: expect.stringContaining('observe.intervalSeconds') } });
    const saved = await put('bindings', { path: bindings[0]?.path, value: 'north' });
    expect(saved).toMatchObject({ status: 200, answer: { problems: [] } });
    expect(readFileSync(join(system, 'runproof.yaml'), 'utf8')).toContain('lamp-name: north');
    const after = await product.api<LiveGuide>('/api/systems/lighthouse/guide');
    expect(after.commitments.find(({ kind }) => kind === 'command')?.state).not.toBe('needs-input');
  });

  it('picks up an edit on disk within two seconds, and tells open pages', async () => {
    const { seen, end } = await events();
    const text = readFileSync(guideFile(), 'utf8');
    const written = performance.now();
    writeFileSync(
      guideFile(),
      text.replace('| Lamp slow', '| Lamp dim | error rate above 5 % for 5 minutes | Warning |\n| Lamp slow'),
    );
    await until(
      'the new alert stands in the live guide',
      async () => {
        const { commitments } = await product.api<LiveGuide>('/api/systems/lighthouse/guide');
        return commitments.some((commitment) => commitment.text.includes('Lamp dim'));
      },
      { seconds: 15 },
    );
    const operatedMs = Math.round(performance.now() - written);
    console.info(`an edit on disk was operated after ${operatedMs} ms`);
    expect(operatedMs).toBeLessThanOrEqual(2_000);
    await until('a page is told', () => seen.some((text) => text.includes('"type":"system"')), { seconds: 2 });
    end();
  });

  it('operates the old bindings while the new ones are wrong, and says so', async () => {
    const file = join(system, 'runproof.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('baseUrl', 'baseUlr'));
    await until('the problem is shown', async () => (await summary()).problems.length > 0, { seconds: 5 });
    expect(await summary()).toMatchObject({
      checks: [{ name: '/health', ok: true }],
      problems: [{ file: 'runproof.yaml', message: expect.stringContaining('did you mean `baseUrl`?') }],
    });
    writeFileSync(file, text);
    await until('the problem is gone', async () => (await summary()).problems.length === 0, { seconds: 5 });
  });

  it('shows on the command line what an edit would change against what is operated', async () => {
    const plan = (...more: string[]) => runproof(['plan', system, '--data', data, ...more], { folder });
    expect(await plan()).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /compared with what Runproof operates since .*\n[\s\S]*Nothing changes; \d+ commitments stay/,
      ),
    });
    await product.program.end('SIGTERM');
    const text = readFileSync(guideFile(), 'utf8');
    writeFileSync(guideFile(), text.replace('more than 3 minutes', 'more than 5 minutes'));
    const changed = await plan();
    expect(changed).toMatchObject({ status: 1, stderr: '' });
    expect(changed.stdout).toMatch(/compared with what was applied last/);
    expect(changed.stdout).toMatch(/~ 11 {2}alert .*Lamp out[\s\S]*window: 180 s → 300 s/);
    const json = await plan('--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      comparedWith: 'last-applied',
      commitments: [{ change: 'changed', fields: [{ name: 'window', before: '180 s', after: '300 s' }] }],
    });
  });
});
