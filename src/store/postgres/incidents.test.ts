import { expect, test } from 'vitest';
import { applyTestSystem, storeWithSystem } from '../testing/store-with-system.ts';
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
import { deleteSystem, findSystem } from './systems.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const SYSTEM = 'fleet';
const held = storeWithSystem(SYSTEM, NOW);

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
  await saveAlertState(held.database, SYSTEM, 'kept', { phase: 'inactive' }, 0, NOW);
  await saveAlertState(held.database, SYSTEM, 'gone', { phase: 'firing' }, 0, NOW);
  await deleteAlertStatesExcept(held.database, SYSTEM, ['kept']);
  expect((await listAlertStates(held.database, SYSTEM)).map((stored) => stored.ruleId)).toEqual(['kept']);
  await appendAlertTransition(held.database, SYSTEM, { ruleId: 'kept', at: NOW, to: 'pending' });
  await appendAlertTransition(held.database, SYSTEM, { ruleId: 'kept', at: NOW, to: 'firing' });
  await appendAlertTransition(held.database, SYSTEM, { ruleId: 'other', at: NOW + 1, to: 'firing' });
  const found = await listAlertTransitions<{ to: string }>(held.database, SYSTEM, 'kept', 10);
  expect(found.map((transition) => transition.to)).toEqual(['firing', 'pending']);
  expect(await listAlertTransitions(held.database, SYSTEM, null, 1)).toEqual([
    { ruleId: 'other', at: NOW + 1, to: 'firing' },
  ]);
});

test('one fault is one incident, however many replicas see it', async () => {
  const join = (replica: string) =>
    held.opened.store.transaction(async (transaction) => {
      const found = await findUnresolvedIncident<IncidentFacts>(transaction, SYSTEM);
      if (found) return found.state.id;
      return (await insertIncident(transaction, incident(`by ${replica}`))).state.id;
    });
  const ids = await Promise.all(['a', 'b', 'c', 'd'].map(join));
  expect(new Set(ids).size).toBe(1);
  const found = await findUnresolvedIncident<IncidentFacts>(held.database, SYSTEM);
  expect(found).toMatchObject({ number: 1, version: 1 });
  const resolved = incident(ids[0] ?? '', { phase: 'resolved', resolution: { at: NOW + 9, by: 'lead' } });
  expect(await saveIncident(held.database, resolved, 1)).toBe(2);
  await expect(saveIncident(held.database, resolved, 1)).rejects.toThrow('changed by somebody else');
  expect(await findUnresolvedIncident(held.database, SYSTEM)).toBeNull();
});

test('incidents of several systems count through, and are listed newest first', async () => {
  await applyTestSystem(held.database, 'other', NOW);
  const opening = [SYSTEM, 'other'].map((systemId, n) =>
    held.opened.store.transaction((transaction) =>
      insertIncident(transaction, incident(`listed ${systemId}`, { systemId, openedAt: NOW + n })),
    ),
  );
  const numbers = (await Promise.all(opening)).map((stored) => stored.number).sort((a, b) => a - b);
  expect(numbers).toEqual([2, 3]);
  const all = await listIncidents<IncidentFacts>(held.database, { systemId: null, unresolvedOnly: true, limit: 10 });
  expect(all.map((stored) => stored.state.id)).toEqual(['listed other', `listed ${SYSTEM}`]);
  const own = await listIncidents<IncidentFacts>(held.database, { systemId: SYSTEM, unresolvedOnly: false, limit: 10 });
  expect(own).toHaveLength(2);
});

test('a timeline keeps its order', async () => {
  const entry = (kind: string) => ({ at: NOW, kind, text: `${kind}.`, by: null, data: { level: 1 } });
  await appendTimeline(held.database, `listed ${SYSTEM}`, [entry('opened'), entry('paged')]);
  await appendTimeline(held.database, `listed ${SYSTEM}`, [entry('acknowledged')]);
  expect(await listTimeline(held.database, `listed ${SYSTEM}`)).toEqual([
    entry('opened'),
    entry('paged'),
    entry('acknowledged'),
  ]);
  expect(await findIncident(held.database, 'unknown')).toBeNull();
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
  expect(await beginPage(held.database, page, { tokenHash: 't1', expiresAt: NOW + 1_000 }, NOW)).toBe('sending');
  expect(await beginPage(held.database, page, { tokenHash: 't2', expiresAt: NOW + 1_000 }, NOW)).toBe('sending');
  await finishPage(held.database, page, { state: 'sent', error: null, now: NOW + 5 });
  expect(await beginPage(held.database, page, { tokenHash: 't3', expiresAt: NOW + 1_000 }, NOW)).toBe('sent');
  expect(await findPageByLink(held.database, 't1', NOW)).toMatchObject({ ...page, state: 'sent', sentAt: NOW + 5 });
  expect(await findPageByLink(held.database, 't2', NOW)).toMatchObject(page);
  expect(await findPageByLink(held.database, 't2', NOW + 1_000)).toBeNull();
  expect(await findPageByLink(held.database, 't3', NOW)).toBeNull();
  expect(await listPages(held.database, page.incidentId)).toHaveLength(1);
});

test('a deleted system takes its history along', async () => {
  expect(await deleteSystem(held.database, 'other')).toBe(true);
  expect(await findSystem(held.database, 'other')).toBeNull();
  expect(await findIncident(held.database, 'listed other')).toBeNull();
});
