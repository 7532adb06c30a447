import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

/** An answer that is not 2xx: `code` is stable, `message` one sentence that names the way out. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const notFound = (what: string) => new Problem(404, 'not-found', `There is no such ${what}.`);

export function orNotFound<T>(value: T | null, what: string): T {
  if (value === null) throw notFound(what);
  return value;
}

/** Every error leaves as `{code, message}`; what is not ours is logged whole and told in general words. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    if (error instanceof Problem) return reply.status(error.status).send({ code: error.code, message: error.message });
    if (hasZodFastifySchemaValidationErrors(error)) {
      const [first] = error.validation;
      const where = first?.instancePath.slice(1).replaceAll('/', '.') ?? '';
      return reply.status(400).send({
        code: 'bad-request',
        message: `${where === '' ? 'The request' : where}: ${first?.message ?? 'is not valid'}.`,
      });
    }
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    if (status < 500) return reply.status(status).send({ code: 'bad-request', message: error.message });
    request.log.error({ error }, 'request failed');
    return reply
      .status(500)
      .send({ code: 'internal', message: 'Something went wrong here; the log says what. Try again.' });
  });
}
