import { timestamp } from './instant.ts';
import type { Database } from './store.ts';

export interface InboxMessageRow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly receivedAt: number;
}

/** The inbox is for looking at what was sent, not for keeping it. */
const KEPT_MESSAGES = 500;

export async function storeInboxMessage(
  database: Database,
  message: Omit<InboxMessageRow, 'id' | 'receivedAt'>,
  now: number,
): Promise<InboxMessageRow> {
  const { id } = await database
    .insertInto('inbox_message')
    .values({
      sender: message.from,
      recipient: message.to,
      subject: message.subject,
      text: message.text,
      html: message.html,
      received_at: timestamp(now),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await database
    .deleteFrom('inbox_message')
    .where('id', 'in', (eb) =>
      eb.selectFrom('inbox_message').select('id').orderBy('received_at', 'desc').offset(KEPT_MESSAGES),
    )
    .execute();
  return { ...message, id, receivedAt: now };
}

/** Newest first. */
export async function listInboxMessages(database: Database, limit: number): Promise<InboxMessageRow[]> {
  return database
    .selectFrom('inbox_message')
    .select(['id', 'sender as from', 'recipient as to', 'subject', 'text', 'html', 'received_at as receivedAt'])
    .orderBy('received_at', 'desc')
    .limit(limit)
    .execute();
}
