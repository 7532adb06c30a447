import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { fetchGuide, Refused } from '../pages/guide/reading.ts';
import { answer, client, Problem, problemOf } from './client.ts';
import type { LiveGuide } from './wire.ts';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      // Server-sent events say what changed; the interval only covers what they miss, such as evidence growing stale.
      staleTime: 10_000,
      refetchInterval: 30_000,
      retry: (failures, error) => error instanceof Problem && error.status === 0 && failures < 5,
    },
  },
});

/** Whatever is refused for want of a session makes the session be asked for again; the frame leaves when it has ended. */
function noticeEndOfSession(error: Error) {
  if (!(error instanceof Problem) || error.code !== 'not-signed-in') return;
  const session = queryClient.getQueryState(sessionQuery.queryKey);
  if (session?.status === 'success') void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => answer(client.GET('/api/session')),
  staleTime: 60_000,
  refetchInterval: false,
});

export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: () => answer(client.GET('/api/systems')),
});

export const guideQuery = (systemId: string) =>
  queryOptions({
    queryKey: ['system', systemId, 'guide'],
    // A worker fetches it and keeps what did not change as it was: comparing thousands again would stall the page.
    queryFn: async () => {
      const before = queryClient.getQueryData<LiveGuide>(['system', systemId, 'guide']);
      try {
        return await fetchGuide(systemId, before);
      } catch (error) {
        throw error instanceof Refused ? problemOf(error.status, error.body) : error;
      }
    },
    structuralSharing: false,
    refetchInterval: 10_000,
  });

export const commitmentQuery = (systemId: string, commitmentId: string) =>
  queryOptions({
    queryKey: ['system', systemId, 'commitment', commitmentId],
    queryFn: () =>
      answer(
        client.GET('/api/systems/{systemId}/commitments/{commitmentId}', {
          params: { path: { systemId, commitmentId } },
        }),
      ),
  });

/** The guide's text as it stands on disk now, which may be newer than what is operated. */
export const sourceQuery = (systemId: string) =>
  queryOptions({
    queryKey: ['system', systemId, 'source'],
    queryFn: () => answer(client.GET('/api/systems/{systemId}/guide/source', { params: { path: { systemId } } })),
  });

export const incidentsQuery = (state: 'open' | 'all', systemId?: string) =>
  queryOptions({
    queryKey: ['incidents', state, systemId ?? null],
    queryFn: () =>
      answer(
        client.GET('/api/incidents', { params: { query: systemId === undefined ? { state } : { state, systemId } } }),
      ),
  });

export const incidentQuery = (incidentId: string) =>
  queryOptions({
    queryKey: ['incident', incidentId],
    queryFn: () => answer(client.GET('/api/incidents/{incidentId}', { params: { path: { incidentId } } })),
  });

export const runsQuery = (systemId?: string) =>
  queryOptions({
    queryKey: ['runs', systemId ?? null],
    queryFn: () => answer(client.GET('/api/runs', systemId === undefined ? {} : { params: { query: { systemId } } })),
  });

export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ['run', runId],
    queryFn: () => answer(client.GET('/api/runs/{runId}', { params: { path: { runId } } })),
  });

export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: () => answer(client.GET('/api/inbox')),
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: () => answer(client.GET('/api/tokens')),
  refetchInterval: false,
});
