import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerName } from '../authentication.ts';
import { problem } from '../contract/account.ts';
import { incidentDetail, incidentSummary } from '../contract/incident.ts';
import { orNotFound, Problem } from '../problem.ts';
import type { ApiServices, Outcome } from '../services.ts';

const params = z.object({ incidentId: z.string() });
const answers = { 200: incidentDetail, 404: problem, 409: problem };

export const incidentRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { incidents } },
) => {
  server.get(
    '/api/incidents',
    {
      schema: {
        querystring: z.object({ systemId: z.string().optional(), state: z.enum(['open', 'all']).default('open') }),
        response: { 200: z.array(incidentSummary) },
      },
    },
    (request) => incidents.list({ systemId: request.query.systemId ?? null, open: request.query.state === 'open' }),
  );
  server.get('/api/incidents/:incidentId', { schema: { params, response: answers } }, async (request) =>
    orNotFound(await incidents.one(request.params.incidentId), 'incident'),
  );
  server.post('/api/incidents/:incidentId/acknowledge', { schema: { params, response: answers } }, async (request) =>
    accepted(await incidents.acknowledge(request.params.incidentId, callerName(request), 'web')),
  );
  server.post(
    '/api/incidents/:incidentId/resolve',
    {
      schema: { params, body: z.object({ note: z.string().max(10_000).nullable().default(null) }), response: answers },
    },
    async (request) =>
      accepted(await incidents.resolve(request.params.incidentId, callerName(request), request.body.note)),
  );
  server.post(
    '/api/incidents/:incidentId/notes',
    { schema: { params, body: z.object({ text: z.string().min(1).max(10_000) }), response: answers } },
    async (request) =>
      orNotFound(await incidents.note(request.params.incidentId, callerName(request), request.body.text), 'incident'),
  );
};

function accepted<T>(outcome: Outcome<T> | null): T {
  const answer = orNotFound(outcome, 'incident');
  if ('refused' in answer) throw new Problem(409, 'refused', answer.refused);
  return answer.done;
}
