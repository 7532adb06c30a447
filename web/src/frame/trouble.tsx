import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem } from '../api/client.ts';

/** What happened and what to do, in the place of what could not be shown. */
export function Trouble({ error, retry }: { error: Error; retry?: () => unknown }) {
  return (
    <div className="trouble" role="alert">
      <p>
        <strong>{titleOf(error)}</strong>
      </p>
      <p>{error.message}</p>
      {error instanceof Problem && error.status === 404 ? (
        // What is not there will not be there at the next look.
        <Link to="/" className="button">
          All systems
        </Link>
      ) : retry === undefined ? null : (
        <button type="button" className="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The same where a whole page could not be shown. */
export function PageTrouble({ error }: { error: Error }) {
  return (
    <main className="column">
      <Trouble error={error} retry={() => window.location.reload()} />
      <p>
        <Link to="/">All systems</Link>
      </p>
    </main>
  );
}

/** A page whose code, or whose session, has not arrived. */
export function PagePending() {
  return (
    <main className="column">
      <Loading what="the page" />
    </main>
  );
}

/** Nothing here yet, and what to do first. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="empty">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{children}</p>
    </div>
  );
}

/** The shape of what comes: `lines` bars of differing length. */
export function Loading({ what, lines = 5 }: { what: string; lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="unseen">Loading {what}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have nothing else to tell them apart and never move.
        <span key={line} className={`bar bar-${line % 4}`} aria-hidden="true" />
      ))}
    </div>
  );
}

function titleOf(error: Error): string {
  if (!(error instanceof Problem)) return 'This page stumbled.';
  if (error.status === 0) return 'No answer.';
  if (error.status === 404) return 'Not found.';
  if (error.status === 403) return 'Not allowed.';
  return 'That did not work.';
}
