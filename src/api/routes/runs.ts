import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerName } from '../authentication.ts';
import { problem } from '../contract/account.ts';
import { inboxMessage } from '../contract/incident.ts';
import { runDetail, runSummary } from '../contract/run.ts';
import { orNotFound, Problem } from '../problem.ts';
import type { ApiServices } from '../services.ts';

const params = z.object({ runId: z.string() });

export const runRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { runs, inbox } },
) => {
  server.get(
    '/api/runs',
    { schema: { querystring: z.object({ systemId: z.string().optional() }), response: { 200: z.array(runSummary) } } },
    (request) => runs.list(request.query.systemId ?? null),
  );
  server.get('/api/runs/:runId', { schema: { params, response: { 200: runDetail, 404: problem } } }, async (request) =>
    orNotFound(await runs.one(request.params.runId), 'run'),
  );
  server.post(
    '/api/runs/:runId/cancel',
    { schema: { params, response: { 200: runSummary, 404: problem } } },
    async (request) => orNotFound(await runs.cancel(request.params.runId, callerName(request)), 'run'),
  );
  server.get('/api/inbox', { schema: { response: { 200: z.array(inboxMessage), 404: problem } } }, async () => {
    if (inbox === null)
      throw new Problem(
        404,
        'no-inbox',
        'Mails go to the SMTP server that the bindings name; there is no local inbox.',
      );
    return inbox.list();
  });
};
