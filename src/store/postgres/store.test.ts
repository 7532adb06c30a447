import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStore, type TestStore } from '../testing/postgres.ts';
import { findAlertState, saveAlertState } from './alerts.ts';
import { StateChanged } from './conflict.ts';
import { dumpSchema } from './schema-dump.ts';
import { openStore } from './store.ts';
import { applySystem, listGuideVersions, listSystems } from './systems.ts';

const NOW = Date.UTC(2026, 2, 1, 12, 0, 0, 123);
let opened: TestStore;

beforeAll(async () => {
  opened = await startTestStore(NOW);
  await applySystem(opened.store.database, system('kilometers'), NOW);
});

afterAll(() => opened.close());

function system(id: string, guideText = '# Guide') {
  return {
    id,
    name: id,
    folder: `/srv/${id}`,
    guideHash: `hash of ${guideText}`,
    guideText,
    plan: { rules: [{ id: 'a' }] },
  };
}

test('the schema is the one that schema.sql shows', async () => {
  await expect(await dumpSchema(opened.store.database)).toMatchFileSnapshot('./schema.sql');
});

test('opening a second time changes nothing, also when two do it at once', async () => {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const again = await Promise.all([1, 2].map(() => openStore({ url: opened.url, now: NOW + 1, log })));
  for (const store of again) await store.close();
  expect(lines).toEqual([]);
});

test('a database written by a newer version is refused in one sentence', async () => {
  const client = new pg.Client(opened.url);
  await client.connect();
  await client.query("insert into schema_version values (9000, 'future', '2030-01-01')");
  try {
    await expect(openStore({ url: opened.url, now: NOW })).rejects.toMatchObject({
      code: 'data-folder-newer',
      message: expect.stringContaining('newer version of Runproof (schema 9000'),
    });
  } finally {
    await client.query('delete from schema_version where version = 9000');
    await client.end();
  }
});

test('a database that is not there is one sentence without the password', async () => {
  const failed = await openStore({ url: 'postgres://u:secret@127.0.0.1:1/none', now: NOW }).catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 'database-unreachable' });
  expect(String(failed)).not.toContain('secret');
});

test('times come back as the milliseconds they were', async () => {
  expect(await listSystems(opened.store.database)).toEqual([
    {
      id: 'kilometers',
      name: 'kilometers',
      folder: '/srv/kilometers',
      guideHash: 'hash of # Guide',
      plan: { rules: [{ id: 'a' }] },
      appliedAt: NOW,
    },
  ]);
});

test('a guide becomes a version when its text changes, not when it is applied again', async () => {
  const { database } = opened.store;
  await applySystem(database, system('versions', 'one'), NOW);
  await applySystem(database, system('versions', 'one'), NOW + 1);
  await applySystem(database, system('versions', 'two'), NOW + 2);
  expect((await listGuideVersions(database, 'versions', 9)).map((version) => version.text)).toEqual(['two', 'one']);
});

test('a transaction stores all or nothing', async () => {
  const work = opened.store.transaction(async (database) => {
    await saveAlertState(database, 'kilometers', 'rolled-back', { phase: 'firing' }, 0, NOW);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await findAlertState(opened.store.database, 'kilometers', 'rolled-back')).toBeNull();
});

test('of two who save the same version one loses', async () => {
  const { database } = opened.store;
  await saveAlertState(database, 'kilometers', 'rule', { phase: 'pending' }, 0, NOW);
  await saveAlertState(database, 'kilometers', 'rule', { phase: 'firing' }, 1, NOW);
  await expect(saveAlertState(database, 'kilometers', 'rule', { phase: 'inactive' }, 1, NOW)).rejects.toThrow(
    StateChanged,
  );
  await expect(saveAlertState(database, 'kilometers', 'rule', { phase: 'inactive' }, 0, NOW)).rejects.toThrow(
    StateChanged,
  );
  expect(await findAlertState(database, 'kilometers', 'rule')).toEqual({
    ruleId: 'rule',
    state: { phase: 'firing' },
    version: 2,
  });
});

test('a transaction that lost runs again on what is there now', async () => {
  const increment = () =>
    opened.store.transaction(async (database) => {
      const found = await findAlertState<{ count: number }>(database, 'kilometers', 'counted');
      const count = (found?.state.count ?? 0) + 1;
      await saveAlertState(database, 'kilometers', 'counted', { count }, found?.version ?? 0, NOW);
    });
  await Promise.all([increment(), increment(), increment(), increment()]);
  expect((await findAlertState<{ count: number }>(opened.store.database, 'kilometers', 'counted'))?.state.count).toBe(
    4,
  );
});
