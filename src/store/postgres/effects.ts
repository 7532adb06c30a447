import { type Selectable, sql } from 'kysely';
import { instant, timestamp } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

/** Something to be done, as a decision gives it. */
export interface NewEffect {
  readonly kind: string;
  readonly payload: object;
  /** Storing an effect whose key is there already changes nothing, whether it is pending or done. */
  readonly idempotencyKey: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
}

/** An effect that the claimer alone works on until `leaseUntil`. */
export interface ClaimedEffect<Payload = unknown> {
  readonly id: number;
  readonly kind: string;
  readonly payload: Payload;
  readonly idempotencyKey: string;
  readonly dueAt: number;
  /** 1 the first time. Above it the one before failed, or its process died. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly leaseOwner: string;
  readonly leaseUntil: number;
}

/** Of the claim that a worker holds; of none when its lease ran out and another took the effect. */
export type LeaseOutcome = 'done' | 'lease-lost';

const MAX_ATTEMPTS = 30;

/** Stores effects, in the transaction of the decision they come from. */
export async function enqueueEffects(
  database: Database,
  effects: readonly NewEffect[],
  now: number,
  maxAttempts = MAX_ATTEMPTS,
): Promise<void> {
  if (effects.length === 0) return;
  await database
    .insertInto('effect')
    .values(
      effects.map((effect) => ({
        kind: effect.kind,
        payload: JSON.stringify(effect.payload),
        idempotency_key: effect.idempotencyKey,
        created_at: timestamp(now),
        due_at: timestamp(effect.dueAt),
        max_attempts: maxAttempts,
      })),
    )
    .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
    .execute();
}

/**
 * Takes up to `limit` due effects, the longest due first. No two claimers get the same one: a row locked by another is
 * skipped, a leased one is not seen until its lease is over.
 */
export async function claimEffects(
  database: Database,
  claim: { readonly owner: string; readonly now: number; readonly leaseSeconds: number; readonly limit: number },
): Promise<ClaimedEffect[]> {
  // Materialized: as a plain subquery the planner may run it more than once, and lock more rows than asked for.
  const rows = await database
    .with(
      (cte) => cte('due').materialized(),
      (query) =>
        query
          .selectFrom('effect')
          .select('id')
          .where('done_at', 'is', null)
          .where('failed_at', 'is', null)
          .where('due_at', '<=', instant(claim.now))
          .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', instant(claim.now))]))
          .whereRef('attempts', '<', 'max_attempts')
          .orderBy('due_at')
          .orderBy('id')
          .limit(claim.limit)
          .forUpdate()
          .skipLocked(),
    )
    .updateTable('effect')
    .from('due')
    .whereRef('effect.id', '=', 'due.id')
    .set({
      lease_owner: claim.owner,
      lease_until: timestamp(claim.now + claim.leaseSeconds * 1_000),
      attempts: sql<number>`effect.attempts + 1`,
    })
    .returningAll('effect')
    .execute();
  return rows.map(claimedOf).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
}

/** Afterwards nobody does it again. */
export async function completeEffect(database: Database, claimed: ClaimedEffect, now: number): Promise<LeaseOutcome> {
  return settle(database, claimed, { done_at: timestamp(now), last_error: null });
}

/** Gives it back to be tried again at `retryAt`; null, or no attempts left, is the end. Says which it was. */
export async function failEffect(
  database: Database,
  claimed: ClaimedEffect,
  failure: { readonly error: string; readonly retryAt: number | null; readonly now: number },
): Promise<'retrying' | 'given-up' | 'lease-lost'> {
  const retryAt = claimed.attempt < claimed.maxAttempts ? failure.retryAt : null;
  const last_error = failure.error.slice(0, 2_000);
  const outcome = await settle(
    database,
    claimed,
    retryAt === null ? { failed_at: timestamp(failure.now), last_error } : { due_at: timestamp(retryAt), last_error },
  );
  if (outcome === 'lease-lost') return outcome;
  return retryAt === null ? 'given-up' : 'retrying';
}

/** For work that takes longer than its lease. */
export async function extendLease(
  database: Database,
  claimed: ClaimedEffect,
  leaseUntil: number,
): Promise<LeaseOutcome> {
  const { numUpdatedRows } = await updateHeld(database, claimed)
    .set({ lease_until: timestamp(leaseUntil) })
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? 'done' : 'lease-lost';
}

/** Effects whose process died at every attempt. Marks them as failed, and returns them so that it is noticed. */
export async function giveUpExhaustedEffects(database: Database, now: number): Promise<ClaimedEffect[]> {
  const rows = await database
    .updateTable('effect')
    .set({
      failed_at: timestamp(now),
      last_error: sql<string>`coalesce(last_error || '; ', '') || 'the process died at the last attempt'`,
    })
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .whereRef('attempts', '>=', 'max_attempts')
    .where('lease_until', '<=', instant(now))
    .returningAll()
    .execute();
  return rows.map(claimedOf);
}

/** When a worker with nothing to do must look again; null when nothing is pending. Leased rows count from their lease. */
export async function nextEffectDueAt(database: Database): Promise<number | null> {
  const row = await database
    .selectFrom('effect')
    .select(sql<number | null>`min(greatest(due_at, coalesce(lease_until, due_at)))`.as('at'))
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** For `/health`: how much waits, how long the oldest is overdue, and what was given up. */
export async function queueHealth(
  database: Database,
  now: number,
): Promise<{ pending: number; oldestOverdueSeconds: number; givenUp: number }> {
  const row = await database
    .selectFrom('effect')
    .select([
      sql<number>`count(*) filter (where done_at is null and failed_at is null)`.as('pending'),
      sql<number | null>`min(due_at) filter (where done_at is null and failed_at is null)`.as('oldest'),
      sql<number>`count(*) filter (where failed_at is not null)`.as('givenUp'),
    ])
    .executeTakeFirstOrThrow();
  const oldestOverdueSeconds = row.oldest === null ? 0 : Math.max(0, (now - row.oldest) / 1_000);
  return { pending: row.pending, oldestOverdueSeconds, givenUp: row.givenUp };
}

/** Keeps the table small. The keys of what is deleted no longer guard against a second storing. */
export async function deleteFinishedEffects(database: Database, before: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('effect')
    .where((eb) => eb.or([eb('done_at', '<', instant(before)), eb('failed_at', '<', instant(before))]))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

async function settle(
  database: Database,
  claimed: ClaimedEffect,
  result: { done_at?: string; failed_at?: string; due_at?: string; last_error: string | null },
): Promise<LeaseOutcome> {
  const { numUpdatedRows } = await updateHeld(database, claimed)
    .set({ ...result, lease_owner: null, lease_until: null })
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n ? 'done' : 'lease-lost';
}

/** Owner and attempt name one claim: the same owner may have claimed it again after its lease ran out. */
function updateHeld(database: Database, claimed: ClaimedEffect) {
  return database
    .updateTable('effect')
    .where('id', '=', claimed.id)
    .where('lease_owner', '=', claimed.leaseOwner)
    .where('attempts', '=', claimed.attempt);
}

function claimedOf(row: Selectable<Tables['effect']>): ClaimedEffect {
  return {
    id: row.id,
    kind: row.kind,
    payload: row.payload,
    idempotencyKey: row.idempotency_key,
    dueAt: row.due_at,
    attempt: row.attempts,
    maxAttempts: row.max_attempts,
    leaseOwner: row.lease_owner ?? '',
    leaseUntil: row.lease_until ?? 0,
  };
}
