/**
 * The stream of changes (`/api/events`). It is `open`, `lost` and tried again after 1, 2, 4 … 30 seconds, or `resting`
 * while nobody sees the page: a browser allows six connections to a server, and every open tab would hold one. When it
 * opens again everything is fetched anew, since nobody knows what was missed.
 */
import { useSyncExternalStore } from 'react';
import { touchedBy, withOutput } from './change-event.ts';
import { queryClient } from './queries.ts';
import type { ChangeEvent, RunDetail } from './wire.ts';

type Connection = 'connecting' | 'open' | 'lost' | 'resting';

const longestPauseMs = 30_000;
let connection: Connection = 'connecting';
const listeners = new Set<() => void>();

/** Returns the function that ends it. */
export function followChanges(): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = 1_000;
  const connect = () => {
    source = new EventSource('/api/events');
    source.onopen = () => {
      if (connection === 'lost' || connection === 'resting') void queryClient.invalidateQueries();
      pauseMs = 1_000;
      become('open');
    };
    source.onmessage = (message: MessageEvent<string>) => apply(JSON.parse(message.data) as ChangeEvent);
    source.onerror = () => {
      source?.close();
      become('lost');
      // A session that has ended looks the same as a server that is away; asking tells them apart.
      void queryClient.invalidateQueries({ queryKey: ['session'] });
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    };
  };
  const rest = () => {
    source?.close();
    clearTimeout(timer);
    become('resting');
  };
  const follow = () => {
    if (document.hidden) rest();
    else if (connection === 'resting') connect();
  };
  document.addEventListener('visibilitychange', follow);
  // A page that is kept for the back button is not always hidden first.
  addEventListener('pagehide', rest);
  addEventListener('pageshow', follow);
  become('connecting');
  if (document.hidden) rest();
  else connect();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    removeEventListener('pagehide', rest);
    removeEventListener('pageshow', follow);
    source?.close();
    clearTimeout(timer);
    become('connecting');
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}

function become(next: Connection) {
  connection = next;
  for (const listener of listeners) listener();
}

function apply(event: ChangeEvent) {
  for (const queryKey of touchedBy(event)) void queryClient.invalidateQueries({ queryKey });
  if (event.type !== 'output') return;
  const key = ['run', event.runId];
  const known = queryClient.getQueryData<RunDetail>(key);
  if (known === undefined) return;
  const joined = withOutput(known, event);
  if (joined === 'gap') void queryClient.invalidateQueries({ queryKey: key });
  else queryClient.setQueryData(key, joined);
}
