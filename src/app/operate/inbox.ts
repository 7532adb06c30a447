import { startInbox as startServer } from '../../adapters/inbox/inbox-server.ts';
import type { ChangeEvent } from '../../api/contract/event.ts';
import { notifyChange } from '../../store/postgres/changes.ts';
import { storeInboxMessage } from '../../store/postgres/inbox.ts';
import type { Surroundings } from './surroundings.ts';

/** The local inbox: a mail server of our own, whose mails a page shows. For systems whose bindings name no other. */
export async function startInbox({
  store,
  clock,
}: Surroundings): Promise<{ readonly smtpUrl: string; stop(): Promise<void> }> {
  const server = await startServer({
    port: 0,
    onMail: async ({ from, to, subject, text, html }) => {
      await storeInboxMessage(store.database, { from, to, subject, text, html }, clock.now());
      await notifyChange(store.database, { type: 'inbox' } satisfies ChangeEvent);
    },
  });
  return { smtpUrl: server.url, stop: () => server.stop() };
}
