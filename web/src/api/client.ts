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
    throw new Problem(
      'unreachable',
      'Runproof does not answer. It may be restarting: this page tries again by itself.',
      0,
      { cause },
    );
  });
  if (response.ok) return data as Data;
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: string;
    message?: string;
  };
  throw new Problem(
    code ?? 'unexpected',
    message ?? `Runproof answered ${response.status} without saying why. Its log has the reason.`,
    response.status,
  );
}
