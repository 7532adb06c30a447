import type { FastifyInstance, FastifyReply } from 'fastify';
import { MongoNetworkError, MongoServerSelectionError } from 'mongodb';
import { z } from 'zod';
import { assessmentQuery, newAssessment } from './assessment.ts';
import type { Assessments } from './assessments.ts';
import type { AssessmentStore } from './store.ts';

/** The API: POST and GET /api/assessments, GET and DELETE /api/assessments/:id, GET /api/assessments/:id/report. */
export function addRoutes(app: FastifyInstance, assessments: Assessments, store: AssessmentStore): void {
  app.post('/api/assessments', async (request, reply) => {
    const begun = await assessments.begin(newAssessment.parse(request.body));
    if (!begun) return reply.code(429).header('retry-after', '5').send({ error: 'Too many assessments at once.' });
    return reply.code(202).send(begun);
  });

  app.get('/api/assessments', async (request) => {
    const { userId, status, limit, offset } = assessmentQuery.parse(request.query);
    const filter = { ...(userId !== undefined && { user_id: userId }), ...(status !== undefined && { status }) };
    return { assessments: await store.list(filter, limit, offset) };
  });

  app.get<{ Params: { id: string } }>('/api/assessments/:id', async (request, reply) => {
    const found = await assessments.get(request.params.id);
    return found === null ? missing(reply) : reply.type('application/json; charset=utf-8').send(found);
  });

  app.get<{ Params: { id: string } }>('/api/assessments/:id/report', async (request, reply) => {
    const found = await assessments.get(request.params.id);
    if (found === null) return missing(reply);
    const { status, report, failure } = JSON.parse(found) as { status: string; report: unknown; failure: unknown };
    return report ? reply.send(report) : reply.code(409).send({ error: 'There is no report.', status, failure });
  });

  app.delete<{ Params: { id: string } }>('/api/assessments/:id', async (request, reply) =>
    (await assessments.remove(request.params.id)) ? reply.code(204).send() : missing(reply),
  );

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof z.ZodError) {
      const problems = error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      return reply.code(400).send({ error: problems.join('; ') });
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ error: error.message });
    }
    console.error(`ERROR ${error.message}`);
    if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) {
      return reply.code(503).send({ error: 'The database does not answer.' });
    }
    return reply.code(500).send({ error: 'The request failed.' });
  });
}

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'There is no such assessment.' });
}
