import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Problem } from '../../api/client.ts';
import { inboxQuery } from '../../api/queries.ts';
import type { InboxMessage } from '../../api/wire.ts';
import { Empty, Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { Age } from '../../time/time.tsx';
import { Message } from './message.tsx';

/** The local inbox: where mails go as long as no SMTP server is bound. */
export function InboxPage() {
  useTitle('Inbox');
  const query = useQuery(inboxQuery);
  const { message } = useSearch({ from: '/frame/inbox' });
  return (
    <main id="content" className="column wide" tabIndex={-1}>
      <h1>Inbox</h1>
      <p className="by">Mails of this installation. They stay here until an SMTP server is bound.</p>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading what="the mails" />
        ) : query.error instanceof Problem && query.error.code === 'no-inbox' ? (
          <Empty title="Mails go out.">{query.error.message}</Empty>
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )
      ) : query.data.length === 0 ? (
        <Empty title="No mail yet.">A page for whoever is on call arrives here when an incident opens.</Empty>
      ) : (
        <Mails messages={query.data} chosen={message} />
      )}
    </main>
  );
}

function Mails({ messages, chosen }: { messages: readonly InboxMessage[]; chosen: string | undefined }) {
  const message = messages.find(({ id }) => id === chosen);
  return (
    <div className={`mails${message === undefined ? '' : ' reading'}`}>
      <ul aria-label="Mails">
        {messages.map(({ id, subject, to, receivedAt }) => (
          <li key={id}>
            <Link to="/inbox" search={{ message: id }} aria-current={id === message?.id ? 'true' : undefined}>
              <b>{subject}</b>
              <small>
                {to} · <Age at={receivedAt} />
              </small>
            </Link>
          </li>
        ))}
      </ul>
      {message === undefined ? (
        <p className="soft hint">Choose a mail to read it.</p>
      ) : (
        <Message key={message.id} message={message} />
      )}
    </div>
  );
}
