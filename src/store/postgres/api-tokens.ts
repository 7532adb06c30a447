import { type Selectable, sql } from 'kysely';
import { instant, timestamp, timestampOrNull } from './instant.ts';
import type { Database } from './store.ts';
import type { Tables } from './tables.ts';

export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly scope: 'read' | 'respond' | 'administer' | 'ingest';
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
}

export async function createApiToken(
  database: Database,
  token: { name: string; tokenHash: string; scope: ApiTokenRow['scope']; expiresAt: number | null },
  now: number,
): Promise<ApiTokenRow> {
  const row = await database
    .insertInto('api_token')
    .values({
      name: token.name,
      token_hash: token.tokenHash,
      scope: token.scope,
      created_at: timestamp(now),
      expires_at: timestampOrNull(token.expiresAt),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return tokenOf(row);
}

/** Null for a token that is unknown or over. Notes the use, to the minute: not every request is a write. */
export async function useApiToken(database: Database, tokenHash: string, now: number): Promise<ApiTokenRow | null> {
  const row = await database
    .selectFrom('api_token')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', instant(now))]))
    .executeTakeFirst();
  if (!row) return null;
  if (row.last_used_at === null || now - row.last_used_at > 60_000)
    await database
      .updateTable('api_token')
      .set({ last_used_at: timestamp(now) })
      .where('id', '=', row.id)
      .execute();
  return tokenOf(row);
}

export async function listApiTokens(database: Database): Promise<ApiTokenRow[]> {
  const rows = await database.selectFrom('api_token').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map(tokenOf);
}

/** False when there is none of this id. */
export async function deleteApiToken(database: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('api_token')
    .where(sql<string>`id::text`, '=', id)
    .executeTakeFirstOrThrow();
  return numDeletedRows === 1n;
}

function tokenOf(row: Selectable<Tables['api_token']>): ApiTokenRow {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}
