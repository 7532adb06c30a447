import type { FastifyInstance } from 'fastify';
import { ZodError, z } from 'zod';

export const idSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** A request that is turned down: status and one sentence for the caller. */
export class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/** Answers what went wrong as JSON. What the caller cannot mend is logged, and not told. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    const statusCode = error.statusCode ?? 500;
    if (statusCode < 500) return reply.code(statusCode).send({ error: error.message });
    request.log.error({ err: error }, 'a request failed');
    return reply.code(500).send({ error: 'The request failed; the log says why.' });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `There is nothing at ${request.url.split('?', 1)[0]}.` }),
  );
}
