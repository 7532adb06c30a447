import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../contract/account.ts';
import {
  bindingEdit,
  type EditApplied,
  editApplied,
  guideDraft,
  guideEdit,
  guidePreview,
  guideSource,
} from '../contract/editing.ts';
import { orNotFound, Problem } from '../problem.ts';
import type { ApiServices, EditOutcome } from '../services.ts';

const params = z.object({ systemId: z.string() });
/** Bytes: the longest guide with every character escaped, and some room. */
const BODY_LIMIT = 16 * 1_048_576;
/** Compiling costs a processor: an editor asks after each pause in typing, not more often. */
const PREVIEW_LIMIT = { max: 240, timeWindow: 60_000 };

/** The guide's text and its bindings, read and written over HTTP. Who may write them decides what runs on the machine. */
export const editingRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { editing } },
) => {
  const administer = { scope: 'administer' as const };
  server.get(
    '/api/systems/:systemId/guide/source',
    { schema: { params, response: { 200: guideSource, 404: problem } } },
    async (request) => orNotFound(await editing.source(request.params.systemId), 'system'),
  );
  server.post(
    '/api/systems/:systemId/guide/preview',
    {
      config: { ...administer, rateLimit: PREVIEW_LIMIT },
      bodyLimit: BODY_LIMIT,
      schema: { params, body: guideDraft, response: { 200: guidePreview, 400: problem, 404: problem } },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const preview = await editing
        .preview(request.params.systemId, request.body.markdown, gone.signal)
        .catch((error) => {
          if (gone.signal.aborted) throw new Problem(400, 'given-up', 'Nobody waited for this preview any more.');
          throw error;
        });
      return orNotFound(preview, 'system');
    },
  );
  const answers = { 200: editApplied, 400: problem, 404: problem, 409: problem };
  server.put(
    '/api/systems/:systemId/guide/source',
    { config: administer, bodyLimit: BODY_LIMIT, schema: { params, body: guideEdit, response: answers } },
    async (request) => {
      const { markdown, baseHash } = request.body;
      return accepted(await editing.saveGuide(request.params.systemId, markdown, baseHash));
    },
  );
  server.put(
    '/api/systems/:systemId/bindings',
    { config: administer, schema: { params, body: bindingEdit, response: answers } },
    async (request) => accepted(await editing.saveBinding(request.params.systemId, request.body)),
  );
};

function accepted(outcome: EditOutcome | null): EditApplied {
  const answer = orNotFound(outcome, 'system');
  if ('stale' in answer) throw new Problem(409, 'changed-meanwhile', answer.stale);
  if ('invalid' in answer) throw new Problem(400, 'invalid', answer.invalid);
  if ('refused' in answer) throw new Problem(409, 'refused', answer.refused);
  return answer.done;
}
