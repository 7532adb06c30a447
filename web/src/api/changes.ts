/**
 * The stream of changes (`/api/events`). It is `open`, or `lost` and tried again after 1, 2, 4 … 30 seconds. When it
 * opens again everything is fetched anew, since nobody knows what was missed.
 */
import { useSyncExternalStore } from 'react';
import { queryClient } from './queries.ts';
import type { ChangeEvent, RunDetail } from './wire.ts';

type Connection = 'connecting' | 'open' | 'lost';

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
      if (connection === 'lost') void queryClient.invalidateQueries();
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
  connect();
  return () => {
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

/** Keys of the queries whose answers the event makes old. */
export function touchedBy(event: ChangeEvent): readonly (readonly string[])[] {
  switch (event.type) {
    case 'system':
      return [['systems'], ['system', event.systemId]];
    case 'incident':
      return [['incidents'], ['incident', event.incidentId], ['systems'], ['system', event.systemId]];
    case 'run':
      return [['runs'], ['run', event.runId], ['incident']];
    case 'inbox':
      return [['inbox']];
    case 'output':
      return [];
  }
}

/** The run with one more piece of output; the same run for a piece it has; `gap` when one before it is missing. */
export function withOutput(run: RunDetail, piece: Extract<ChangeEvent, { type: 'output' }>): RunDetail | 'gap' {
  const last = run.output.at(-1)?.sequence;
  if (last !== undefined && piece.sequence <= last) return run;
  if (last !== undefined && piece.sequence > last + 1) return 'gap';
  if (last === undefined && piece.sequence > 1) return 'gap';
  const { sequence, stream, text, at } = piece;
  return { ...run, output: [...run.output, { sequence, stream, text, at }] };
}
