import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { InboxMessage } from '../../api/wire.ts';
import { Moment } from '../../time/time.tsx';
import { linkedParts } from './linked-parts.ts';

export function Message({ message }: { message: InboxMessage }) {
  const [asText, setAsText] = useState(message.html === null);
  return (
    <article className="mail" aria-label={message.subject}>
      <Link to="/inbox" search={{}} className="back">
        All mails
      </Link>
      <h2>{message.subject}</h2>
      <p className="by">
        from {message.from} to {message.to} · <Moment at={message.receivedAt} />
      </p>
      {message.html === null ? null : (
        <div className="choices">
          <button type="button" aria-pressed={!asText} onClick={() => setAsText(false)}>
            As designed
          </button>
          <button type="button" aria-pressed={asText} onClick={() => setAsText(true)}>
            Plain text
          </button>
        </div>
      )}
      {asText || message.html === null ? (
        <div className="mail-text">
          {linkedParts(message.text).map((part) =>
            part.href === null ? (
              part.text
            ) : (
              <a key={part.start} href={part.href} target="_blank" rel="noreferrer">
                {part.text}
              </a>
            ),
          )}
        </div>
      ) : (
        // No scripts and no forms of a mail run here; its links open in a tab of their own.
        <iframe
          title={`Mail: ${message.subject}`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${message.html}`}
        />
      )}
    </article>
  );
}
