import createClient from 'openapi-fetch';
import type { paths } from '../api.gen.ts';

export const client = createClient<paths>({ baseUrl: window.location.origin });

/** An error answer of the server, or no answer at all (`code` is then `unreachable`). `message` names the way out. */
export class Problem extends Error {
  readonly code: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;

  constructor(code: string, message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}

/** Unwraps an answer of the client. Throws Problem. */
export async function answer<Data>(
  request: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await request.catch((cause: unknown) => {
    throw problemOf(0, null, { cause });
  });
  if (response.ok) return data as Data;
  throw problemOf(response.status, error);
}

/** What an answer other than a good one says; status 0 for none at all. */
export function problemOf(status: number, body: unknown, options?: ErrorOptions): Problem {
  if (status === 0)
    return new Problem(
      'unreachable',
      'Runproof does not answer. It may be restarting: this page tries again by itself.',
      0,
      options,
    );
  const { code, message } = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: string;
    message?: string;
  };
  return new Problem(
    code ?? 'unexpected',
    message ?? `Runproof answered ${status} without saying why. Its log has the reason.`,
    status,
  );
}
