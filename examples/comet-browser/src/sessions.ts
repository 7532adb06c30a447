import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';
import { idSchema, Refusal } from './refusal.ts';

const visit = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  title: z.string().max(300).default(''),
  seconds: z.int().min(0).max(86_400).default(0),
});
const newSession = z.object({
  userId: idSchema,
  device: z.enum(['desktop', 'phone', 'tablet']).default('desktop'),
  visits: z.array(visit).max(200).default([]),
});
const listed = z.object({
  userId: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Pages go on from the last id they showed: sessions that begin meanwhile shift nothing. */
  before: idSchema.default(2_147_483_647),
});
const byId = z.object({ id: idSchema });

const columns = `id, user_id AS "userId", device, created_at AS "createdAt", ended_at AS "endedAt"`;

/** `/api/sessions`: a browse session begins, visits pages and ends. */
export async function sessionRoutes(app: FastifyInstance, { database, cache }: { database: Database; cache: Cache }) {
  app.post('/', async (request, reply) => {
    const { userId, device, visits } = newSession.parse(request.body);
    const [session] = await database.query<{ id: number }>(
      'INSERT sessions',
      `WITH session AS (INSERT INTO browse_sessions (user_id, device) VALUES ($1, $2) RETURNING *), visits AS (
         INSERT INTO browse_visits (session_id, url, title, seconds)
         SELECT session.id, v.url, v.title, v.seconds
         FROM session, jsonb_to_recordset($3::jsonb) AS v (url text, title text, seconds integer)
       ) SELECT ${columns} FROM session`,
      [userId, device, JSON.stringify(visits)],
    );
    if (session) await cache.keepAlive(session.id);
    return reply.code(201).send(session);
  });

  app.get('/', async (request) => {
    const { userId, limit, before } = listed.parse(request.query);
    const sessions = await database.query<{ id: number }>(
      'SELECT sessions',
      `SELECT ${columns} FROM browse_sessions
       WHERE id < $1 AND ($2::integer IS NULL OR user_id = $2) ORDER BY id DESC LIMIT $3`,
      [before, userId ?? null, limit],
    );
    return { sessions, next: sessions.length === limit ? (sessions.at(-1)?.id ?? null) : null };
  });

  app.get('/:id', async (request, reply) => {
    const { id } = byId.parse(request.params);
    const { text, from } = await cache.remember(cacheKey(id), () => loadSession(database, id));
    if (text === null) throw new Refusal(404, `There is no session ${id}.`);
    return reply.header('x-cache', from).type('application/json').send(text);
  });

  app.post('/:id/visits', async (request, reply) => {
    const { id } = byId.parse(request.params);
    const { url, title, seconds } = visit.parse(request.body);
    const [added] = await database.query(
      'INSERT visits',
      `INSERT INTO browse_visits (session_id, url, title, seconds)
       SELECT id, $2, $3, $4 FROM browse_sessions WHERE id = $1 AND ended_at IS NULL RETURNING id`,
      [id, url, title, seconds],
    );
    if (added === undefined) throw new Refusal(409, `Session ${id} has ended, or never began.`);
    await Promise.all([cache.forget(cacheKey(id)), cache.keepAlive(id)]);
    return reply.code(201).send(added);
  });

  app.post('/:id/end', async (request) => {
    const { id } = byId.parse(request.params);
    const [session] = await database.query(
      'UPDATE sessions',
      `UPDATE browse_sessions SET ended_at = now() WHERE id = $1 AND ended_at IS NULL RETURNING ${columns}`,
      [id],
    );
    if (session === undefined) throw new Refusal(409, `Session ${id} has ended, or never began.`);
    await Promise.all([cache.forget(cacheKey(id)), cache.endLife(id)]);
    return session;
  });
}

async function loadSession(database: Database, id: number): Promise<string | null> {
  const [session] = await database.query(
    'SELECT session',
    `SELECT ${columns}, coalesce((
       SELECT jsonb_agg(jsonb_build_object('url', url, 'title', title, 'seconds', seconds) ORDER BY v.id)
       FROM browse_visits v WHERE v.session_id = s.id), '[]') AS visits
     FROM browse_sessions s WHERE id = $1`,
    [id],
  );
  return session === undefined ? null : JSON.stringify(session);
}

function cacheKey(id: number): string {
  return `comet:session:${id}`;
}
