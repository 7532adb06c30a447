import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerName } from '../authentication.ts';
import { problem } from '../contract/account.ts';
import { runSummary } from '../contract/run.ts';
import { commitmentDetail, liveGuide, systemSummary } from '../contract/system.ts';
import { orNotFound, Problem } from '../problem.ts';
import type { ApiServices } from '../services.ts';

const params = z.object({ systemId: z.string() });

export const systemRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { systems, runs } },
) => {
  server.get('/api/systems', { schema: { response: { 200: z.array(systemSummary) } } }, () => systems.list());
  server.get(
    '/api/systems/:systemId',
    { schema: { params, response: { 200: systemSummary, 404: problem } } },
    async (request) => orNotFound(await systems.one(request.params.systemId), 'system'),
  );
  server.get(
    '/api/systems/:systemId/guide',
    { schema: { params, response: { 200: liveGuide, 404: problem } } },
    async (request) => orNotFound(await systems.guide(request.params.systemId), 'system'),
  );
  server.get(
    '/api/systems/:systemId/commitments/:commitmentId',
    {
      schema: {
        params: params.extend({ commitmentId: z.string() }),
        response: { 200: commitmentDetail, 404: problem },
      },
    },
    async (request) =>
      orNotFound(await systems.commitment(request.params.systemId, request.params.commitmentId), 'commitment'),
  );
  server.post(
    '/api/systems/:systemId/runs',
    {
      schema: {
        params,
        body: z.object({ commandId: z.string(), incidentId: z.string().nullable().default(null) }),
        response: { 201: runSummary, 404: problem, 409: problem },
      },
    },
    async (request, reply) => {
      const { commandId, incidentId } = request.body;
      const outcome = orNotFound(
        await runs.start(request.params.systemId, commandId, incidentId, callerName(request)),
        'command',
      );
      if ('refused' in outcome) throw new Problem(409, 'refused', outcome.refused);
      reply.status(201);
      return outcome.done;
    },
  );
  server.post(
    '/api/systems/:systemId/faults',
    {
      config: { scope: 'administer' },
      schema: {
        params,
        body: z.object({ fault: z.string().max(100) }),
        response: { 200: z.object({ message: z.string() }), 404: problem, 409: problem },
      },
    },
    async (request) => {
      const outcome = orNotFound(await systems.fault(request.params.systemId, request.body.fault), 'system');
      if ('refused' in outcome) throw new Problem(409, 'refused', outcome.refused);
      return { message: outcome.done };
    },
  );
};
