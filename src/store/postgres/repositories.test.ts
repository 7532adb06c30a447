import { expect, test } from 'vitest';
import { storeWithSystem } from '../testing/store-with-system.ts';
import {
  countAccounts,
  createAccount,
  createSession,
  deleteExpiredSessions,
  deleteSession,
  findAccount,
  findSession,
  setPassword,
} from './accounts.ts';
import { createApiToken, deleteApiToken, listApiTokens, useApiToken } from './api-tokens.ts';
import { deleteCommitmentStatesExcept, listCommitmentStates, saveCommitmentStates } from './commitment-states.ts';
import { appendEvidence, listEvidence, listIncidentEvidenceKeys, listLatestEvidence } from './evidence.ts';
import { beginFault, endFaults, listFaults } from './faults.ts';
import { listInboxMessages, storeInboxMessage } from './inbox.ts';
import { appendRunOutput, listRunOutput } from './run-output.ts';
import {
  beginRun,
  createRun,
  endRun,
  findRun,
  interruptAbandonedRuns,
  keepRun,
  listRuns,
  requestCancel,
} from './runs.ts';
import { readSetting, settingOnce, writeSetting } from './settings.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
const SYSTEM = 'fleet';
const held = storeWithSystem(SYSTEM, NOW);

test('accounts, and sessions that end', async () => {
  const admin = { name: 'admin', passwordHash: 'x', role: 'administrator', mustChangePassword: true } as const;
  expect(await createAccount(held.database, admin, NOW)).toBe(true);
  expect(await createAccount(held.database, admin, NOW)).toBe(false);
  expect(await countAccounts(held.database)).toBe(1);
  for (const tokenHash of ['one', 'two', 'three'])
    await createSession(held.database, { tokenHash, accountName: 'admin', expiresAt: NOW + 1_000 }, NOW);
  expect(await findSession(held.database, 'one', NOW)).toEqual(admin);
  expect(await findSession(held.database, 'one', NOW + 1_000)).toBeNull();
  await deleteSession(held.database, 'one');
  expect(await findSession(held.database, 'one', NOW)).toBeNull();
  await setPassword(held.database, 'admin', 'y', false);
  expect(await findSession(held.database, 'two', NOW)).toBeNull();
  expect(await findAccount(held.database, 'admin')).toEqual({ ...admin, passwordHash: 'y', mustChangePassword: false });
  await createSession(held.database, { tokenHash: 'old', accountName: 'admin', expiresAt: NOW }, NOW);
  await deleteExpiredSessions(held.database, NOW);
  expect(await findSession(held.database, 'old', NOW - 1)).toBeNull();
});

test('tokens are found by their hash until they are over or deleted', async () => {
  const made = await createApiToken(
    held.database,
    { name: 'ci', tokenHash: 'h', scope: 'ingest', expiresAt: NOW + 1_000 },
    NOW,
  );
  expect(await useApiToken(held.database, 'h', NOW)).toMatchObject({ name: 'ci', scope: 'ingest' });
  expect((await listApiTokens(held.database))[0]).toMatchObject({ id: made.id, lastUsedAt: NOW });
  expect(await useApiToken(held.database, 'h', NOW + 1_000)).toBeNull();
  expect(await deleteApiToken(held.database, 'not an id')).toBe(false);
  expect(await deleteApiToken(held.database, made.id)).toBe(true);
  expect(await useApiToken(held.database, 'h', NOW)).toBeNull();
});

test('settings of any JSON kind, and those that are made once', async () => {
  expect(await readSetting(held.database, 'key')).toBeNull();
  await writeSetting(held.database, 'key', ['a', 1]);
  await writeSetting(held.database, 'key', 'text');
  expect(await readSetting(held.database, 'key')).toBe('text');
  expect(await settingOnce(held.database, 'secret', 'first')).toBe('first');
  expect(await settingOnce(held.database, 'secret', 'second')).toBe('first');
});

test('mails of the local inbox', async () => {
  const mail = { from: 'runproof@example.com', to: 'oncall@example.com', subject: 'P1', text: 'Down', html: null };
  const stored = await storeInboxMessage(held.database, mail, NOW);
  expect(await listInboxMessages(held.database, 5)).toEqual([{ ...mail, id: stored.id, receivedAt: NOW }]);
});

const command = {
  systemId: SYSTEM,
  incidentId: null,
  commandId: 'c',
  source: 'az webapp restart',
  startedBy: 'lead',
  refusal: null,
};

test('a run is begun once, kept alive, and ended once', async () => {
  const run = await createRun(held.database, command, NOW);
  expect(run).toMatchObject({ state: 'queued', queuedAt: NOW });
  const lease = { owner: 'a', until: NOW + 1_000 };
  expect(await beginRun(held.database, run.id, lease, 'bubblewrap', NOW)).toMatchObject({
    state: 'running',
    startedAt: NOW,
  });
  expect(await beginRun(held.database, run.id, { ...lease, owner: 'b' }, 'none', NOW)).toBeNull();
  expect(await keepRun(held.database, run.id, lease)).toBe('go-on');
  expect(await keepRun(held.database, run.id, { ...lease, owner: 'b' })).toBe('lease-lost');
  expect(await requestCancel(held.database, run.id, 'not wanted', NOW)).toMatchObject({ state: 'running' });
  expect(await keepRun(held.database, run.id, lease)).toBe('cancel');
  const end = { state: 'cancelled', exitCode: null, reason: 'cancelled by lead' } as const;
  expect(await endRun(held.database, run.id, end, NOW + 9)).toMatchObject({ state: 'cancelled', endedAt: NOW + 9 });
  expect(await endRun(held.database, run.id, { ...end, state: 'succeeded' }, NOW + 10)).toBeNull();
  expect(await requestCancel(held.database, run.id, 'late', NOW)).toBeNull();
});

test('the run of a process that died is interrupted, and cannot be begun again', async () => {
  const run = await createRun(held.database, command, NOW);
  await beginRun(held.database, run.id, { owner: 'a', until: NOW + 1_000 }, 'none', NOW);
  expect(await interruptAbandonedRuns(held.database, NOW + 999)).toEqual([]);
  const [interrupted] = await interruptAbandonedRuns(held.database, NOW + 1_000);
  expect(interrupted).toMatchObject({ id: run.id, state: 'interrupted', endedAt: NOW + 1_000 });
  expect(await beginRun(held.database, run.id, { owner: 'b', until: NOW }, 'none', NOW)).toBeNull();
});

test('a refused run, and one cancelled before it began', async () => {
  const refused = await createRun(held.database, { ...command, refusal: '{suffix} is not bound' }, NOW);
  expect(refused).toMatchObject({ state: 'refused', reason: '{suffix} is not bound', endedAt: NOW });
  const queued = await createRun(held.database, command, NOW + 1);
  expect(await requestCancel(held.database, queued.id, 'not wanted', NOW + 2)).toMatchObject({ state: 'cancelled' });
  expect((await listRuns(held.database, { systemId: SYSTEM, incidentId: null, limit: 1 }))[0]?.id).toBe(queued.id);
  expect(await findRun(held.database, 'not an id')).toBeNull();
});

test('output in order, whatever bytes it holds, and no piece twice', async () => {
  const run = await createRun(held.database, command, NOW);
  const piece = (sequence: number, text: string) => ({ sequence, stream: 'stdout' as const, text, at: NOW });
  await appendRunOutput(held.database, run.id, [piece(2, 'nul \0'), piece(1, 'first')]);
  await appendRunOutput(held.database, run.id, [piece(2, 'again'), piece(3, 'third')]);
  expect(await listRunOutput(held.database, run.id, 1)).toEqual([piece(2, 'nul \u2400'), piece(3, 'third')]);
});

test('evidence by commitment, and the newest of each kind and outcome', async () => {
  const evidence = (at: number, outcome: 'held' | 'failed', commitmentId = 'c1') => ({
    commitmentId,
    at,
    kind: 'probe',
    outcome,
    summary: 'answered',
    detail: { status: 200 },
  });
  await appendEvidence(held.database, SYSTEM, [
    evidence(NOW, 'held'),
    evidence(NOW + 1, 'held'),
    evidence(NOW + 2, 'failed'),
  ]);
  await appendEvidence(held.database, SYSTEM, [evidence(NOW + 3, 'held', 'c2')]);
  expect(await listEvidence(held.database, SYSTEM, 'c1', 2)).toEqual([
    evidence(NOW + 2, 'failed'),
    evidence(NOW + 1, 'held'),
  ]);
  const latest = await listLatestEvidence(held.database, SYSTEM);
  expect(latest.map((one) => [one.commitmentId, one.outcome, one.at])).toEqual([
    ['c1', 'failed', NOW + 2],
    ['c1', 'held', NOW + 1],
    ['c2', 'held', NOW + 3],
  ]);
});

test('the evidence of an incident is known by commitment, kind and time', async () => {
  const shown = { commitmentId: 'c9', at: NOW, kind: 'page', outcome: 'held' as const, summary: 'paged in time' };
  await appendEvidence(held.database, SYSTEM, [{ ...shown, detail: { incidentId: 'i1' } }]);
  expect(await listIncidentEvidenceKeys(held.database, SYSTEM, 'i1')).toEqual(new Set([`c9 page ${NOW}`]));
  expect(await listIncidentEvidenceKeys(held.database, SYSTEM, 'i2')).toEqual(new Set());
});

test('a commitment keeps the time since when it is in its state', async () => {
  const standing = (state: string, since: number) => ({
    commitmentId: 'c1',
    state,
    since,
    value: 1.5,
    evidenceAt: null,
    detail: {},
  });
  await saveCommitmentStates(held.database, SYSTEM, [standing('holds', NOW)], NOW);
  await saveCommitmentStates(held.database, SYSTEM, [standing('holds', NOW + 1)], NOW + 1);
  expect(await listCommitmentStates(held.database, SYSTEM)).toEqual([standing('holds', NOW)]);
  await saveCommitmentStates(held.database, SYSTEM, [standing('failing', NOW + 2)], NOW + 2);
  expect(await listCommitmentStates(held.database, SYSTEM)).toEqual([standing('failing', NOW + 2)]);
  await deleteCommitmentStatesExcept(held.database, SYSTEM, []);
  expect(await listCommitmentStates(held.database, SYSTEM)).toEqual([]);
});

test('a fault that is on goes on as it began, until all are ended', async () => {
  await beginFault(held.database, SYSTEM, 'slow', NOW);
  await beginFault(held.database, SYSTEM, 'slow', NOW + 1);
  await endFaults(held.database, SYSTEM, NOW + 2);
  await beginFault(held.database, SYSTEM, 'slow', NOW + 3);
  expect(await listFaults(held.database, SYSTEM, 5)).toEqual([
    { kind: 'slow', beganAt: NOW + 3, endedAt: null },
    { kind: 'slow', beganAt: NOW, endedAt: NOW + 2 },
  ]);
});
