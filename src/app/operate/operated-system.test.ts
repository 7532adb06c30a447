import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EditingService } from '../../api/services.ts';
import type { IncidentState } from '../../respond/incident.ts';
import { findUnresolvedIncident } from '../../store/postgres/incidents.ts';
import { realClock, startTestTelemetry, type TestTelemetry } from '../../store/testing/clickhouse.ts';
import { startTestStore, type TestStore } from '../../store/testing/postgres.ts';
import { Announcer } from '../announcer.ts';
import { ChangeFeed } from '../change-feed.ts';
import { loadSystem } from '../load-system.ts';
import { editingService } from '../views/editing.ts';
import { applyGuide } from './apply-guide.ts';
import { OperatedSystem } from './operated-system.ts';
import type { Operation } from './operation.ts';
import type { Surroundings } from './surroundings.ts';

const GUIDE = `# Orders

## Health checks

- \`/health\`: liveness

## Alerts

- **API down**: health check fails
- **High memory**: memory above 85 % for 5 minutes

## Deploy

\`\`\`bash
echo {namespace}
\`\`\`
`;

let store: TestStore;
let telemetry: TestTelemetry;
let service: Server;
let answersWith = 200;

beforeAll(async () => {
  [store, telemetry] = await Promise.all([startTestStore(Date.now()), startTestTelemetry()]);
  service = createServer((_request, response) => {
    response.writeHead(answersWith, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
});

afterAll(async () => {
  service?.close();
  await store?.close();
  await telemetry?.close();
});

let folder: string;
let guide: string;
let bindings: string;
let system: OperatedSystem;
let editing: EditingService;
let told: number;
let count = 0;

beforeEach(async () => {
  answersWith = 200;
  told = 0;
  count += 1;
  folder = mkdtempSync(join(tmpdir(), 'operated-'));
  guide = join(folder, 'OPERATIONS.md');
  bindings = join(folder, 'runproof.yaml');
  writeFileSync(guide, GUIDE);
  writeFileSync(
    bindings,
    `version: 1
id: orders-${count}
baseUrl: http://127.0.0.1:${(service.address() as AddressInfo).port}
observe: { intervalSeconds: 0.2 }
# What the guide leaves open.
people: [{ role: On call, email: on-call@example.com }]
`,
  );
  const loaded = await loadSystem(folder);
  const operations = new Map<string, Operation>();
  operations.set(loaded.plan.systemId, await applyGuide(store.store, loaded, Date.now()));
  const feed = new ChangeFeed();
  feed.subscribe(({ type }) => {
    if (type === 'system') told += 1;
  });
  const surroundings: Surroundings = {
    clock: realClock,
    store: store.store,
    telemetry: telemetry.store,
    feed,
    announcer: new Announcer(realClock, (systemId) => feed.publish({ type: 'system', systemId })),
    log: pino({ level: 'silent' }),
    operations,
    publicUrl: 'http://127.0.0.1:4100',
  };
  const { systemId } = loaded.plan;
  system = new OperatedSystem({ surroundings, operations, systemId, hasInbox: true, onApplied: async () => {} });
  editing = editingService(new Map([[systemId, system]]));
  await system.start();
});

afterEach(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 2_000, interval: 20 });
const ruleNamed = (name: string) => system.operation.plan.rules.find((rule) => rule.name === name);
const phaseOf = (name: string) => system.operation.alerts.get(ruleNamed(name)?.id ?? '')?.phase;
const incident = () => findUnresolvedIncident<IncidentState>(store.store.database, system.operation.id);

describe('a guide that changes while it is operated', () => {
  it('is operated by its new text within two seconds of an edit on disk', async () => {
    await soon(() => system.operation.latest(system.operation.plan.checks[0]?.id ?? '')?.ok).toBe(true);
    const seenBefore = system.operation.latest(system.operation.plan.checks[0]?.id ?? '');
    writeFileSync(guide, GUIDE.replace('## Alerts', '- `/ready`: readiness\n\n## Alerts'));
    await soon(() => system.operation.plan.checks.map(({ name }) => name)).toContain('/ready');
    const { checks } = system.operation.plan;
    await soon(() => checks.map(({ id }) => system.operation.latest(id)?.ok)).toEqual([true, true]);
    expect(system.operation.results.get(checks[0]?.id ?? '')).toContain(seenBefore);
  });

  it('keeps an alert that fires, and its incident, while other statements change', async () => {
    answersWith = 500;
    await soon(() => phaseOf('API down')).toBe('firing');
    const before = await incident();
    const since = system.operation.alerts.get(ruleNamed('API down')?.id ?? '');
    writeFileSync(guide, GUIDE.replace('85 %', '90 %'));
    await soon(() => system.operation.plan.commitments.some(({ commitment }) => commitment.text.includes('90 %'))).toBe(
      true,
    );
    await soon(() => phaseOf('API down')).toBe('firing');
    const after = await incident();
    expect(after?.state.id).toBe(before?.state.id);
    expect(after?.state.alerts).toEqual(before?.state.alerts);
    expect(system.operation.alerts.get(ruleNamed('API down')?.id ?? '')).toMatchObject({ phase: 'firing' });
    expect(since?.phase).toBe('firing');
  });

  it('ends an alert whose statement leaves the guide', async () => {
    answersWith = 500;
    await soon(() => phaseOf('API down')).toBe('firing');
    writeFileSync(guide, GUIDE.replace('- **API down**: health check fails\n', ''));
    await soon(() => ruleNamed('API down')).toBeUndefined();
    await soon(async () => (await incident())?.state.phase).toBe('recovered');
  });

  it('goes on as before while the bindings cannot be read, says where, and tells pages', async () => {
    const before = system.operation;
    const text = readFileSync(bindings, 'utf8');
    told = 0;
    writeFileSync(bindings, `${text}servces: [orders]\n`);
    await soon(() => system.operation.problems).toEqual([
      { file: 'runproof.yaml', line: 7, message: 'unknown key `servces`; did you mean `services`?' },
    ]);
    expect(told).toBeGreaterThan(0);
    expect(system.operation).toBe(before);
    const looked = before.results.get(before.plan.checks[0]?.id ?? '')?.length ?? 0;
    await soon(() => before.results.get(before.plan.checks[0]?.id ?? '')?.length ?? 0).toBeGreaterThan(looked);
    writeFileSync(bindings, `${text}services: [orders]\n`);
    await soon(() => system.operation.plan.services).toEqual(['orders']);
    expect(system.operation.problems).toEqual([]);
  });

  it.each<[string, () => void, RegExp]>([
    ['emptied', () => writeFileSync(guide, ''), /The guide is empty/],
    ['gone', () => renameSync(guide, join(folder, 'OTHER.md')), /There is no guide at/],
    ['given another id', () => writeFileSync(bindings, 'version: 1\nid: other\n'), /restart Runproof/],
  ])('goes on as before when it is %s', async (_what, deed, message) => {
    const before = system.operation;
    deed();
    await soon(() => system.operation.problems.map((problem) => problem.message).join()).toMatch(message);
    expect(system.operation).toBe(before);
  });
});

describe('a guide that changes while the database is not well', () => {
  it('is operated as before, and by its new text as soon as that can be stored', async () => {
    const { database } = store.store;
    const before = system.operation;
    await sql`alter table system rename to system_away`.execute(database);
    try {
      writeFileSync(guide, GUIDE.replace('85 %', '90 %'));
      await soon(() => system.operation.problems.map(({ message }) => message).join()).toMatch(
        /cannot be applied .* tried again/,
      );
      expect(system.operation).toBe(before);
      const check = before.plan.checks[0]?.id ?? '';
      const looked = before.results.get(check)?.length ?? 0;
      await soon(() => before.results.get(check)?.length ?? 0).toBeGreaterThan(looked);
    } finally {
      await sql`alter table system_away rename to system`.execute(database);
    }
    await expect.poll(() => system.operation.system.markdown, { timeout: 5_000 }).toContain('90 %');
    expect(system.operation.problems).toEqual([]);
  });
});

describe('editing over HTTP', () => {
  const id = () => system.operation.id;

  it('writes the file as it was written, and operates the system by it', async () => {
    chmodSync(guide, 0o640);
    writeFileSync(guide, GUIDE.replaceAll('\n', '\r\n'));
    await system.refresh();
    const source = await editing.source(id());
    expect(source).toMatchObject({ markdown: GUIDE, writable: true });
    const outcome = await editing.saveGuide(id(), GUIDE.replace('85 %', '70 %'), source?.hash ?? '');
    expect(outcome).toMatchObject({
      done: {
        problems: [],
        commitments: [{ change: 'changed', kind: 'alert', fields: [{ name: 'value', before: '85', after: '70' }] }],
      },
    });
    expect(readFileSync(guide, 'utf8')).toBe(GUIDE.replace('85 %', '70 %').replaceAll('\n', '\r\n'));
    expect(statSync(guide).mode & 0o777).toBe(0o640);
    expect(system.operation.system.markdown).toContain('70 %');
  });

  it('refuses to write over what somebody else has written meanwhile', async () => {
    const source = await editing.source(id());
    writeFileSync(guide, `${GUIDE}\nAdded elsewhere.\n`);
    expect(await editing.saveGuide(id(), GUIDE.replace('85 %', '70 %'), source?.hash ?? '')).toEqual({
      stale: 'OPERATIONS.md was changed since you opened it; take over what is new, then save again.',
    });
    expect(readFileSync(guide, 'utf8')).toContain('Added elsewhere.');
  });

  it('lets one of two who save at once win', async () => {
    const hash = (await editing.source(id()))?.hash ?? '';
    const outcomes = await Promise.all(
      ['70 %', '71 %', '72 %'].map((value) => editing.saveGuide(id(), GUIDE.replace('85 %', value), hash)),
    );
    expect(outcomes.map((outcome) => Object.keys(outcome ?? {})[0])).toEqual(['done', 'stale', 'stale']);
  });

  it('shows what a text would change, and changes nothing', async () => {
    const preview = await editing.preview(
      id(),
      GUIDE.replace('- **High memory**: memory above 85 % for 5 minutes\n', ''),
    );
    expect(preview?.commitments).toMatchObject([{ change: 'removed', kind: 'alert', line: 10 }]);
    expect(preview?.unchanged).toBe(system.operation.plan.commitments.length - 1);
    expect(readFileSync(guide, 'utf8')).toBe(GUIDE);
  });

  it('follows a link to the guide, and leaves it a link', async () => {
    renameSync(guide, join(folder, 'REAL.md'));
    symlinkSync('REAL.md', guide);
    const hash = (await editing.source(id()))?.hash ?? '';
    await editing.saveGuide(id(), `${GUIDE}\nMore.\n`, hash);
    expect(readFileSync(join(folder, 'REAL.md'), 'utf8')).toContain('More.');
    expect(system.operation.system.markdown).toContain('More.');
  });

  it('takes no empty guide', async () => {
    const hash = (await editing.source(id()))?.hash ?? '';
    expect(await editing.saveGuide(id(), ' \n', hash)).toHaveProperty('invalid');
  });

  it('gives a command what it needs, in the file as a person keeps it', async () => {
    const needing = system.operation.plan.commitments.find(({ commitment }) => commitment.kind === 'command');
    const open = needing?.standing.state === 'needs-input' ? needing.standing.bindings[0] : undefined;
    expect(open?.path).toEqual(['values', 'namespace']);
    const before = readFileSync(bindings, 'utf8');
    const outcome = await editing.saveBinding(id(), { path: [...(open?.path ?? [])], value: 'shop' });
    expect(outcome).toMatchObject({ done: { commitments: [{ fields: [{ name: 'standing', after: 'live' }] }] } });
    expect(readFileSync(bindings, 'utf8')).toBe(`${before}\nvalues:\n  namespace: shop\n`);
    expect(system.operation.plan.commands[0]?.bound).toBe('echo shop');
  });

  it.each<[(string | number)[], string | number, RegExp]>([
    [['people', 0, 'level'], 40, /people\.0\.level: .*9/],
    [['faults', 'down'], 'x', /not written from here/],
    [['targets', 'database'], '${NOT_SET_ANYWHERE}', /NOT_SET_ANYWHERE is not set/],
  ])('writes nothing that would not load: %j', async (path, value, message) => {
    const before = readFileSync(bindings, 'utf8');
    const outcome = await editing.saveBinding(id(), { path, value });
    expect(outcome).toEqual({ invalid: expect.stringMatching(message) });
    expect(readFileSync(bindings, 'utf8')).toBe(before);
  });

  it('knows no system that is not operated', async () => {
    expect(await editing.source('other')).toBeNull();
    expect(await editing.preview('other', GUIDE)).toBeNull();
    expect(await editing.saveGuide('other', GUIDE, '')).toBeNull();
  });
});
