import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStore, type TestStore } from '../testing/postgres.ts';
import {
  appendAlertTransition,
  deleteAlertStatesExcept,
  listAlertStates,
  listAlertTransitions,
  saveAlertState,
} from './alerts.ts';
import {
  appendTimeline,
  findIncident,
  findUnresolvedIncident,
  type IncidentFacts,
  insertIncident,
  listIncidents,
  listTimeline,
  saveIncident,
} from './incidents.ts';
import { beginPage, findPageByLink, finishPage, listPages } from './pages.ts';
import type { Database } from './store.ts';
import { applySystem, deleteSystem, findSystem } from './systems.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const SYSTEM = 'fleet';
let opened: TestStore;
let database: Database;

beforeAll(async () => {
  opened = await startTestStore(NOW);
  database = opened.store.database;
  await apply(SYSTEM);
});
afterAll(() => opened.close());

async function apply(id: string): Promise<void> {
  await applySystem(database, { id, name: id, folder: '/', guideHash: '', guideText: '', plan: {} }, NOW);
}

function incident(id: string, more: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    id,
    systemId: SYSTEM,
    title: 'Health check fails',
    severity: 'P1',
    phase: 'open',
    openedAt: NOW,
    acknowledgement: null,
    recoveredAt: null,
    resolution: null,
    ...more,
  };
}

test('alert transitions are listed newest first, and states of removed rules go', async () => {
  await saveAlertState(database, SYSTEM, 'kept', { phase: 'inactive' }, 0, NOW);
  await saveAlertState(database, SYSTEM, 'gone', { phase: 'firing' }, 0, NOW);
  await deleteAlertStatesExcept(database, SYSTEM, ['kept']);
  expect((await listAlertStates(database, SYSTEM)).map((stored) => stored.ruleId)).toEqual(['kept']);
  await appendAlertTransition(database, SYSTEM, { ruleId: 'kept', at: NOW, to: 'pending' });
  await appendAlertTransition(database, SYSTEM, { ruleId: 'kept', at: NOW, to: 'firing' });
  await appendAlertTransition(database, SYSTEM, { ruleId: 'other', at: NOW + 1, to: 'firing' });
  const found = await listAlertTransitions<{ to: string }>(database, SYSTEM, 'kept', 10);
  expect(found.map((transition) => transition.to)).toEqual(['firing', 'pending']);
  expect(await listAlertTransitions(database, SYSTEM, null, 1)).toEqual([
    { ruleId: 'other', at: NOW + 1, to: 'firing' },
  ]);
});

test('one fault is one incident, however many replicas see it', async () => {
  const join = (replica: string) =>
    opened.store.transaction(async (transaction) => {
      const found = await findUnresolvedIncident<IncidentFacts>(transaction, SYSTEM);
      if (found) return found.state.id;
      return (await insertIncident(transaction, incident(`by ${replica}`))).state.id;
    });
  const ids = await Promise.all(['a', 'b', 'c', 'd'].map(join));
  expect(new Set(ids).size).toBe(1);
  const found = await findUnresolvedIncident<IncidentFacts>(database, SYSTEM);
  expect(found).toMatchObject({ number: 1, version: 1 });
  const resolved = incident(ids[0] ?? '', { phase: 'resolved', resolution: { at: NOW + 9, by: 'lead' } });
  expect(await saveIncident(database, resolved, 1)).toBe(2);
  await expect(saveIncident(database, resolved, 1)).rejects.toThrow('changed by somebody else');
  expect(await findUnresolvedIncident(database, SYSTEM)).toBeNull();
});

test('incidents of several systems count through, and are listed newest first', async () => {
  await apply('other');
  const opening = [SYSTEM, 'other'].map((systemId, n) =>
    opened.store.transaction((transaction) =>
      insertIncident(transaction, incident(`listed ${systemId}`, { systemId, openedAt: NOW + n })),
    ),
  );
  const numbers = (await Promise.all(opening)).map((stored) => stored.number).sort((a, b) => a - b);
  expect(numbers).toEqual([2, 3]);
  const all = await listIncidents<IncidentFacts>(database, { systemId: null, unresolvedOnly: true, limit: 10 });
  expect(all.map((stored) => stored.state.id)).toEqual(['listed other', `listed ${SYSTEM}`]);
  const own = await listIncidents<IncidentFacts>(database, { systemId: SYSTEM, unresolvedOnly: false, limit: 10 });
  expect(own).toHaveLength(2);
});

test('a timeline keeps its order', async () => {
  const entry = (kind: string) => ({ at: NOW, kind, text: `${kind}.`, by: null, data: { level: 1 } });
  await appendTimeline(database, `listed ${SYSTEM}`, [entry('opened'), entry('paged')]);
  await appendTimeline(database, `listed ${SYSTEM}`, [entry('acknowledged')]);
  expect(await listTimeline(database, `listed ${SYSTEM}`)).toEqual([
    entry('opened'),
    entry('paged'),
    entry('acknowledged'),
  ]);
  expect(await findIncident(database, 'unknown')).toBeNull();
});

test('a page sent again after a crash has two links that work, and one delivery', async () => {
  const page = {
    pageKey: 'k',
    channel: 'email',
    incidentId: `listed ${SYSTEM}`,
    level: 1,
    recipient: 'On-call',
    address: 'oncall@example.com',
  };
  expect(await beginPage(database, page, { tokenHash: 't1', expiresAt: NOW + 1_000 }, NOW)).toBe('sending');
  expect(await beginPage(database, page, { tokenHash: 't2', expiresAt: NOW + 1_000 }, NOW)).toBe('sending');
  await finishPage(database, page, { state: 'sent', error: null, now: NOW + 5 });
  expect(await beginPage(database, page, { tokenHash: 't3', expiresAt: NOW + 1_000 }, NOW)).toBe('sent');
  expect(await findPageByLink(database, 't1', NOW)).toMatchObject({ ...page, state: 'sent', sentAt: NOW + 5 });
  expect(await findPageByLink(database, 't2', NOW)).toMatchObject(page);
  expect(await findPageByLink(database, 't2', NOW + 1_000)).toBeNull();
  expect(await findPageByLink(database, 't3', NOW)).toBeNull();
  expect(await listPages(database, page.incidentId)).toHaveLength(1);
});

test('a deleted system takes its history along', async () => {
  expect(await deleteSystem(database, 'other')).toBe(true);
  expect(await findSystem(database, 'other')).toBeNull();
  expect(await findIncident(database, 'listed other')).toBeNull();
});
