import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import { Temporal } from 'temporal-polyfill';
import type { Account, ApiToken } from '../api/contract/account.ts';
import type { AccountService, Caller } from '../api/services.ts';
import type { Clock } from '../plan/clock.ts';
import {
  type AccountRow,
  countAccounts,
  createAccount,
  createSession,
  deleteExpiredSessions,
  deleteSession,
  findAccount,
  findSession,
  setPassword,
} from '../store/postgres/accounts.ts';
import {
  type ApiTokenRow,
  createApiToken,
  deleteApiToken,
  listApiTokens,
  useApiToken,
} from '../store/postgres/api-tokens.ts';
import type { Store } from '../store/postgres/store.ts';
import { iso, isoOrNull } from './instant.ts';
import { hashOfSecret, newSecret } from './secret-text.ts';

const SESSION_SECONDS = 30 * 86_400;
/** OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. 2 is Algorithm.Argon2id. */
const ARGON2ID = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Verified for unknown names, so that they take as long as known ones. */
const NOBODY = hash('nobody has this password', ARGON2ID);

const SCOPES = { administrator: 'administer', responder: 'respond', viewer: 'read' } as const;

export function accountService(store: Store, clock: Clock, dataFolder: string): AccountService {
  const { database } = store;
  return {
    async signIn(name, password) {
      const row = await findAccount(database, name);
      const matches = await verify(row?.passwordHash ?? (await NOBODY), password);
      if (row === null || !matches) return null;
      const secret = newSecret();
      const now = clock.now();
      await deleteExpiredSessions(database, now);
      await createSession(
        database,
        { tokenHash: hashOfSecret(secret), accountName: name, expiresAt: now + SESSION_SECONDS * 1_000 },
        now,
      );
      return { secret, maxAgeSeconds: SESSION_SECONDS, account: accountOf(row) };
    },
    signOut: (secret) => deleteSession(database, hashOfSecret(secret)),
    async bySession(secret) {
      const row = await findSession(database, hashOfSecret(secret), clock.now());
      return row === null ? null : callerOf(row);
    },
    async byToken(token) {
      const row = await useApiToken(database, hashOfSecret(token), clock.now());
      return row === null ? null : { name: row.name, account: null, scope: row.scope };
    },
    async changePassword(name, current, next) {
      const row = await findAccount(database, name);
      if (row === null || !(await verify(row.passwordHash, current))) return false;
      await setPassword(database, name, await hash(next, ARGON2ID), false);
      await rm(firstSignInFile(dataFolder), { force: true });
      return true;
    },
    listTokens: async () => (await listApiTokens(database)).map(tokenOf),
    async createToken(name, scope, expiresAt) {
      const token = newSecret();
      const expires = expiresAt === null ? null : Temporal.Instant.from(expiresAt).epochMilliseconds;
      const row = await createApiToken(
        database,
        { name, tokenHash: hashOfSecret(token), scope, expiresAt: expires },
        clock.now(),
      );
      return { ...tokenOf(row), token };
    },
    deleteToken: (id) => deleteApiToken(database, id),
  };
}

/** Makes the first administrator of a new installation. The password is generated, and kept in a file until it is changed. */
export async function ensureAdministrator(store: Store, clock: Clock, dataFolder: string): Promise<void> {
  if ((await countAccounts(store.database)) > 0) return;
  const password = randomBytes(12).toString('base64url');
  // The file first: an account whose password nobody knows could not be mended.
  await writeFile(firstSignInFile(dataFolder), `${password}\n`, { mode: 0o600 });
  await createAccount(
    store.database,
    { name: 'admin', passwordHash: await hash(password, ARGON2ID), role: 'administrator', mustChangePassword: true },
    clock.now(),
  );
}

export function firstSignInFile(dataFolder: string): string {
  return join(dataFolder, 'first-password');
}

/** A token for this process's own programs: replaces the one of that name. */
export async function registerToken(
  store: Store,
  clock: Clock,
  name: string,
  scope: ApiTokenRow['scope'],
  token: string,
): Promise<void> {
  await store.transaction(async (database) => {
    for (const old of await listApiTokens(database)) if (old.name === name) await deleteApiToken(database, old.id);
    await createApiToken(database, { name, tokenHash: hashOfSecret(token), scope, expiresAt: null }, clock.now());
  });
}

function callerOf(row: AccountRow): Caller {
  return { name: row.name, account: accountOf(row), scope: SCOPES[row.role] };
}

function accountOf({ name, role, mustChangePassword }: AccountRow): Account {
  return { name, role, mustChangePassword };
}

function tokenOf(row: ApiTokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    createdAt: iso(row.createdAt),
    expiresAt: isoOrNull(row.expiresAt),
    lastUsedAt: isoOrNull(row.lastUsedAt),
  };
}
