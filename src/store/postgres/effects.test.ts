import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestStore, type TestStore } from '../testing/postgres.ts';
import {
  type ClaimedEffect,
  claimEffects,
  completeEffect,
  deleteFinishedEffects,
  enqueueEffects,
  extendLease,
  failEffect,
  giveUpExhaustedEffects,
  nextEffectDueAt,
  queueHealth,
} from './effects.ts';
import type { Database } from './store.ts';
import { listen } from './wake-up.ts';

const NOW = Date.UTC(2026, 2, 1, 12);
let opened: TestStore;
let database: Database;

beforeAll(async () => {
  opened = await startTestStore(NOW);
  database = opened.store.database;
});
beforeEach(() => database.deleteFrom('effect').execute());
afterAll(() => opened.close());

const page = (key: string, dueAt = NOW) => ({ kind: 'page', payload: { to: ['on-call'] }, idempotencyKey: key, dueAt });
const claim = (owner: string, now = NOW, limit = 10) => claimEffects(database, { owner, now, leaseSeconds: 30, limit });
const keys = (effects: ClaimedEffect[]) => effects.map((effect) => effect.idempotencyKey);

async function claimOne(owner: string, now = NOW): Promise<ClaimedEffect> {
  const [claimed] = await claim(owner, now, 1);
  if (!claimed) throw new Error('nothing to claim');
  return claimed;
}

test('effects are claimed when they are due, the longest due first, with their payload', async () => {
  await enqueueEffects(database, [page('later', NOW + 1), page('second', NOW), page('first', NOW - 5)], NOW);
  const claimed = await claim('a');
  expect(keys(claimed)).toEqual(['first', 'second']);
  expect(claimed[0]).toMatchObject({ payload: { to: ['on-call'] }, attempt: 1, leaseUntil: NOW + 30_000 });
  expect(await nextEffectDueAt(database)).toBe(NOW + 1);
});

test('an idempotency key is stored once, also after it was done', async () => {
  await enqueueEffects(database, [page('same'), page('same')], NOW);
  const claimed = await claimOne('a');
  await completeEffect(database, claimed, NOW);
  await enqueueEffects(database, [page('same')], NOW);
  expect(await claim('a', NOW + 1_000_000)).toEqual([]);
});

test('claimers beside each other never get the same effect', async () => {
  await enqueueEffects(
    database,
    Array.from({ length: 200 }, (_, n) => page(`n${n}`)),
    NOW,
  );
  const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => claim(`owner ${n}`, NOW, 15)));
  expect(Math.max(...claims.map((claimed) => claimed.length))).toBe(15);
  const all = claims.flatMap(keys);
  expect(new Set(all).size).toBe(all.length);
  let rest = await claim('last', NOW, 200);
  rest = rest.concat(await claim('last', NOW, 200));
  expect(all.length + rest.length).toBe(200);
});

test('the effect of a crashed worker is free when its lease is over, and the dead worker cannot finish it', async () => {
  await enqueueEffects(database, [page('crash')], NOW);
  const dead = await claimOne('dead');
  expect(await claim('next', NOW + 29_999)).toEqual([]);
  const next = await claimOne('next', NOW + 30_000);
  expect(next.attempt).toBe(2);
  expect(await completeEffect(database, dead, NOW + 30_001)).toBe('lease-lost');
  expect(await extendLease(database, dead, NOW + 90_000)).toBe('lease-lost');
  expect(await completeEffect(database, next, NOW + 30_001)).toBe('done');
});

test('the same owner with an older claim has lost it too', async () => {
  await enqueueEffects(database, [page('again')], NOW);
  const first = await claimOne('a');
  await claimOne('a', NOW + 30_000);
  expect(await completeEffect(database, first, NOW + 30_001)).toBe('lease-lost');
});

test('a long piece of work keeps its lease', async () => {
  await enqueueEffects(database, [page('long')], NOW);
  const claimed = await claimOne('a');
  expect(await extendLease(database, claimed, NOW + 60_000)).toBe('done');
  expect(await claim('b', NOW + 59_999)).toEqual([]);
});

test('a failure is tried again when asked to, and given up when not', async () => {
  await enqueueEffects(database, [page('fails')], NOW);
  const first = await claimOne('a');
  const retry = { error: 'smtp is down', retryAt: NOW + 5_000, now: NOW };
  expect(await failEffect(database, first, retry)).toBe('retrying');
  expect(await claim('a', NOW + 4_999)).toEqual([]);
  const second = await claimOne('a', NOW + 5_000);
  expect(await failEffect(database, second, { ...retry, retryAt: null })).toBe('given-up');
  expect(await queueHealth(database, NOW)).toEqual({ pending: 0, oldestOverdueSeconds: 0, givenUp: 1 });
});

test('attempts are bounded, by failures and by crashes', async () => {
  await enqueueEffects(database, [page('failing'), page('crashing', NOW + 1)], NOW, 1);
  const failing = await claimOne('a');
  expect(await failEffect(database, failing, { error: 'no', retryAt: NOW + 1, now: NOW })).toBe('given-up');
  await claimOne('a', NOW + 1);
  expect(await giveUpExhaustedEffects(database, NOW + 30_000)).toEqual([]);
  expect(await claim('b', NOW + 40_000)).toEqual([]);
  expect(keys(await giveUpExhaustedEffects(database, NOW + 40_000))).toEqual(['crashing']);
  expect(await nextEffectDueAt(database)).toBeNull();
});

test('health tells how long the oldest effect waits', async () => {
  await enqueueEffects(database, [page('old', NOW - 12_000), page('new', NOW + 12_000)], NOW);
  expect(await queueHealth(database, NOW)).toEqual({ pending: 2, oldestOverdueSeconds: 12, givenUp: 0 });
});

test('what is finished for long enough is deleted, what is pending never', async () => {
  await enqueueEffects(database, [page('done'), page('pending')], NOW);
  await completeEffect(database, await claimOne('a'), NOW);
  expect(await deleteFinishedEffects(database, NOW)).toBe(0);
  expect(await deleteFinishedEffects(database, NOW + 1)).toBe(1);
});

test('a listener hears of new effects when they are committed, also after its connection broke', async () => {
  const heard: string[] = [];
  const clock = { now: () => NOW, sleep: async () => {} };
  const listening = listen(
    opened.url,
    ['runproof_effect'],
    (channel) => heard.push(channel),
    clock,
    () => {},
  );
  await expect.poll(() => heard.length).toBe(1);
  await enqueueEffects(database, [page('heard')], NOW);
  await expect.poll(() => heard.length).toBe(2);
  await opened.store
    .transaction(async (transaction) => {
      await enqueueEffects(transaction, [page('rolled back')], NOW);
      throw new Error('no');
    })
    .catch(() => {});
  await database.selectNoFrom(({ fn }) => fn('pg_terminate_backend', [listenerPid()]).as('ended')).execute();
  await expect.poll(() => heard.length).toBe(3);
  await enqueueEffects(database, [page('heard again')], NOW);
  await expect.poll(() => heard.length).toBe(4);
  await listening.close();
});

function listenerPid() {
  return sql<number>`(select pid from pg_stat_activity where query = 'listen runproof_effect' limit 1)`;
}
