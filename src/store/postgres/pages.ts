import { instant, timestamp } from './instant.ts';
import type { Database } from './store.ts';

/** One delivery of a page on one channel. */
export interface PageRow {
  /** Idempotency key of the page effect; with the channel it names the delivery. */
  readonly pageKey: string;
  readonly channel: string;
  readonly incidentId: string;
  readonly level: number;
  readonly recipient: string;
  readonly address: string;
}

export interface PageDelivery extends PageRow {
  readonly state: 'sending' | 'sent' | 'failed';
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly error: string | null;
}

/**
 * Notes that a page is about to be sent, with the hash of the secret in its link. Returns the state the delivery was
 * in: `sent` means that nothing need be done. Sending it a second time adds a second link that works too.
 */
export async function beginPage(
  database: Database,
  page: PageRow,
  link: { readonly tokenHash: string; readonly expiresAt: number } | null,
  now: number,
): Promise<PageDelivery['state']> {
  const row = await database
    .insertInto('page')
    .values({
      page_key: page.pageKey,
      channel: page.channel,
      incident_id: page.incidentId,
      level: page.level,
      recipient: page.recipient,
      address: page.address,
      state: 'sending',
      created_at: timestamp(now),
    })
    .onConflict((conflict) =>
      // A no-op update, so that the row comes back.
      conflict.columns(['page_key', 'channel']).doUpdateSet({ recipient: page.recipient }),
    )
    .returning('state')
    .executeTakeFirstOrThrow();
  if (link && row.state !== 'sent')
    await database
      .insertInto('page_link')
      .values({
        token_hash: link.tokenHash,
        page_key: page.pageKey,
        channel: page.channel,
        expires_at: timestamp(link.expiresAt),
      })
      .execute();
  return row.state;
}

export async function finishPage(
  database: Database,
  page: Pick<PageRow, 'pageKey' | 'channel'>,
  result: { readonly state: 'sent' | 'failed'; readonly error: string | null; readonly now: number },
): Promise<void> {
  await database
    .updateTable('page')
    .set({
      state: result.state,
      sent_at: result.state === 'sent' ? timestamp(result.now) : null,
      error: result.error,
    })
    .where('page_key', '=', page.pageKey)
    .where('channel', '=', page.channel)
    .execute();
}

/** What an acknowledgement link leads to; null when it is unknown or over. */
export async function findPageByLink(database: Database, tokenHash: string, now: number): Promise<PageDelivery | null> {
  const row = await pages(database)
    .innerJoin('page_link', (join) =>
      join.onRef('page_link.page_key', '=', 'page.page_key').onRef('page_link.channel', '=', 'page.channel'),
    )
    .where('page_link.token_hash', '=', tokenHash)
    .where('page_link.expires_at', '>', instant(now))
    .executeTakeFirst();
  return row ?? null;
}

/** Oldest first. */
export async function listPages(database: Database, incidentId: string): Promise<PageDelivery[]> {
  return pages(database).where('page.incident_id', '=', incidentId).orderBy('page.created_at').execute();
}

function pages(database: Database) {
  return database
    .selectFrom('page')
    .select([
      'page.page_key as pageKey',
      'page.channel',
      'page.incident_id as incidentId',
      'page.level',
      'page.recipient',
      'page.address',
      'page.state',
      'page.created_at as createdAt',
      'page.sent_at as sentAt',
      'page.error',
    ]);
}
