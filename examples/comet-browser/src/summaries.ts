import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database } from './database.ts';
import { idSchema, Refusal } from './refusal.ts';
import { summarise, type Visit } from './summary.ts';

const byId = z.object({ id: idSchema });
const PAUSE_MS = 1_000;

/** A summary is asked for (202), worked out by whichever instance is free, and fetched when it is done. */
export async function summaryRoutes(app: FastifyInstance, { database }: { database: Database }): Promise<void> {
  app.post('/api/sessions/:id/summary', async (request, reply) => {
    const { id } = byId.parse(request.params);
    const [asked] = await database.query<{ id: number }>(
      'INSERT summaries',
      'INSERT INTO session_summaries (session_id) SELECT id FROM browse_sessions WHERE id = $1 RETURNING id',
      [id],
    );
    if (asked === undefined) throw new Refusal(404, `There is no session ${id}.`);
    return reply.code(202).header('location', `/api/summaries/${asked.id}`).send({ id: asked.id, status: 'pending' });
  });

  app.get('/api/summaries/:id', async (request) => {
    const { id } = byId.parse(request.params);
    const [row] = await database.query<{ id: number; sessionId: number; result: object | null }>(
      'SELECT summaries',
      'SELECT id, session_id AS "sessionId", result FROM session_summaries WHERE id = $1',
      [id],
    );
    if (row === undefined) throw new Refusal(404, `There is no summary ${id}.`);
    return { id, sessionId: row.sessionId, status: row.result === null ? 'pending' : 'done', summary: row.result };
  });
}

/** Works off pending summaries until `signal` aborts. */
export async function workOffSummaries(database: Database, log: FastifyBaseLogger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      while (!signal.aborted && (await workOffOne(database)));
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'summaries wait for the database');
    }
    await sleep(PAUSE_MS, undefined, { signal }).catch(() => {}); // Aborted: the loop ends by itself.
  }
}

/** One transaction from claim to result: an instance that dies in between leaves the summary to the others. */
async function workOffOne({ pool }: Database): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: number; session_id: number }>(
      `SELECT id, session_id FROM session_summaries WHERE finished_at IS NULL
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    const [claimed] = rows;
    if (claimed !== undefined) {
      const visits = await client.query<Visit>(
        'SELECT url, title, seconds FROM browse_visits WHERE session_id = $1 ORDER BY id LIMIT 10000',
        [claimed.session_id],
      );
      await client.query('UPDATE session_summaries SET finished_at = now(), result = $2 WHERE id = $1', [
        claimed.id,
        summarise(visits.rows),
      ]);
    }
    await client.query('COMMIT');
    client.release();
    return claimed !== undefined;
  } catch (error) {
    client.release(true); // The transaction ends with its connection.
    throw error;
  }
}
