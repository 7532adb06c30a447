import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { ZodError, z } from 'zod';

/** A refusal that the caller is told: status and one sentence. */
export class Refusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

export const idSchema = z.coerce.number().int().min(1).max(2_147_483_647);

/** Pages go on from the last id they showed: rows that arrive meanwhile shift nothing. */
export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  before: idSchema.default(2_147_483_647),
});

/** Express' last handler: what went wrong, as JSON, without saying more than the caller may know. */
export function answerErrors(log: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { statusCode, message } = refusalOf(error);
    if (statusCode >= 500) log.error({ err: error, path: request.path }, 'a request failed');
    response.status(statusCode).json({ error: message });
  };
}

function refusalOf(error: unknown): { statusCode: number; message: string } {
  if (error instanceof Refusal) return error;
  if (error instanceof ZodError) return { statusCode: 400, message: z.prettifyError(error) };
  // Express' body parser: malformed JSON, or more than it takes.
  const statusCode = (error as { status?: unknown } | null)?.status;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return { statusCode, message: 'The body of the request is not JSON, or too large.' };
  return { statusCode: 500, message: 'The request failed; the log says why.' };
}
