import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccount, createSession, findSession } from '../../store/postgres/accounts.ts';
import { claimEffects, completeEffect, enqueueEffects } from '../../store/postgres/effects.ts';
import { startTestStore, type TestStore } from '../../store/testing/postgres.ts';
import { clearAway } from './housekeeping.ts';

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;

let test: TestStore;
beforeAll(async () => {
  test = await startTestStore(NOW);
});
afterAll(() => test?.close());

it('clears away effects finished a week ago and sessions past their end, and nothing else', async () => {
  const { database } = test.store;
  const finish = async (key: string, at: number) => {
    await enqueueEffects(database, [{ kind: 'page', payload: {}, idempotencyKey: key, dueAt: at }], at);
    const [claimed] = await claimEffects(database, { owner: 'test', now: at, leaseSeconds: 15, limit: 1 });
    if (claimed === undefined) throw new Error(`${key} is not due`);
    await completeEffect(database, claimed, at);
  };
  await finish('old', NOW - 7 * DAY - 1);
  await finish('young', NOW - 7 * DAY + 1);
  await enqueueEffects(
    database,
    [{ kind: 'page', payload: {}, idempotencyKey: 'waiting', dueAt: NOW - 30 * DAY }],
    NOW,
  );
  const account = { name: 'admin', passwordHash: 'x', role: 'administrator' as const, mustChangePassword: false };
  await createAccount(database, account, NOW);
  for (const [tokenHash, expiresAt] of [
    ['over', NOW - 1],
    ['open', NOW + 1],
  ] as const)
    await createSession(database, { tokenHash, accountName: 'admin', expiresAt }, NOW - DAY);

  const clock = { now: () => NOW, sleep: async () => {} };
  await clearAway({ store: test.store, clock, log: pino({ level: 'silent' }) });

  const keys = await database.selectFrom('effect').select('idempotency_key').orderBy('idempotency_key').execute();
  expect(keys.map((row) => row.idempotency_key)).toEqual(['waiting', 'young']);
  expect(await findSession(database, 'open', NOW)).toMatchObject({ name: 'admin' });
  expect(await database.selectFrom('session').select('token_hash').execute()).toEqual([{ token_hash: 'open' }]);
});
