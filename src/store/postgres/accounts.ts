import type { Selectable } from 'kysely';
import { instant, timestamp } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

export interface AccountRow {
  readonly name: string;
  /** argon2id, in its own encoded form. */
  readonly passwordHash: string;
  readonly role: 'administrator' | 'responder' | 'viewer';
  readonly mustChangePassword: boolean;
}

/** False when the name is taken. */
export async function createAccount(database: Database, account: AccountRow, now: number): Promise<boolean> {
  const result = await database
    .insertInto('account')
    .values({
      name: account.name,
      password_hash: account.passwordHash,
      role: account.role,
      must_change_password: account.mustChangePassword,
      created_at: timestamp(now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function findAccount(database: Database, name: string): Promise<AccountRow | null> {
  const row = await database.selectFrom('account').selectAll().where('name', '=', name).executeTakeFirst();
  return row ? accountOf(row) : null;
}

export async function countAccounts(database: Database): Promise<number> {
  const row = await database
    .selectFrom('account')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Also ends the account's sessions: whoever had the old password is out. */
export async function setPassword(
  database: Database,
  name: string,
  passwordHash: string,
  mustChangePassword: boolean,
): Promise<void> {
  await database
    .updateTable('account')
    .set({ password_hash: passwordHash, must_change_password: mustChangePassword })
    .where('name', '=', name)
    .execute();
  await database.deleteFrom('session').where('account_name', '=', name).execute();
}

/** Sessions are found by the hash of the cookie's secret. */
export async function createSession(
  database: Database,
  session: { tokenHash: string; accountName: string; expiresAt: number },
  now: number,
): Promise<void> {
  await database
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      account_name: session.accountName,
      created_at: timestamp(now),
      expires_at: timestamp(session.expiresAt),
    })
    .execute();
}

export async function findSession(database: Database, tokenHash: string, now: number): Promise<AccountRow | null> {
  const row = await database
    .selectFrom('session')
    .innerJoin('account', 'account.name', 'session.account_name')
    .selectAll('account')
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', instant(now))
    .executeTakeFirst();
  return row ? accountOf(row) : null;
}

export async function deleteSession(database: Database, tokenHash: string): Promise<void> {
  await database.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
}

export async function deleteExpiredSessions(database: Database, now: number): Promise<void> {
  await database.deleteFrom('session').where('expires_at', '<=', instant(now)).execute();
}

function accountOf(row: Selectable<Tables['account']>): AccountRow {
  return {
    name: row.name,
    passwordHash: row.password_hash,
    role: row.role,
    mustChangePassword: row.must_change_password,
  };
}
