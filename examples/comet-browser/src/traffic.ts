import type { TrafficCall } from '../../host/src/traffic.ts';

const SITES = ['https://docs.example.com/guide', 'https://news.example.com/today', 'https://shop.example.com/cart'];
const TITLES = ['Reading guide for operators', 'Morning news of the harbour', 'Shopping cart with three things'];

/** People who browse: a session begins, is looked at far more often than it changes, is summed up and ends. */
export default async function traffic(call: TrafficCall, turn: number): Promise<void> {
  if (turn % 20 === 0) {
    await call(post('/api/sessions', { userId: 1 + (turn % 7), visits: [pageOf(turn)] }));
    return;
  }
  const { sessions } = (await call({ path: '/api/sessions?limit=5' })).body as {
    sessions: { id: number; endedAt: string | null }[];
  };
  const session = sessions[turn % Math.max(1, sessions.length)];
  if (session === undefined) return;
  if (turn % 20 === 7 && session.endedAt === null) await call(post(`/api/sessions/${session.id}/visits`, pageOf(turn)));
  else if (turn % 20 === 13) await call(post(`/api/sessions/${session.id}/summary`, {}));
  else if (turn % 60 === 19 && session.endedAt === null) await call(post(`/api/sessions/${session.id}/end`, {}));
  else await call({ path: `/api/sessions/${session.id}` });
}

function pageOf(turn: number) {
  return { url: SITES[turn % SITES.length], title: TITLES[turn % TITLES.length], seconds: 5 + (turn % 90) };
}

function post(path: string, body: unknown) {
  return { method: 'POST', path, body } as const;
}
