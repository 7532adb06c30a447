import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TokenScope } from './contract/account.ts';
import { Problem } from './problem.ts';
import type { AccountService, Caller } from './services.ts';

export const SESSION_COOKIE = 'runproof_session';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What the caller must be allowed: default `read` for GET and `respond` otherwise; `none` is open to all. */
    scope?: TokenScope | 'none';
  }
}

/** Each scope includes the ones before it, but `ingest`, which can only send telemetry. */
const LADDER: readonly TokenScope[] = ['read', 'respond', 'administer'];

/** Nothing under `/api` or `/v1` is answered to a stranger: sign-in is the default, a route opts out. */
export function authenticate(server: FastifyInstance, accounts: AccountService): void {
  server.decorateRequest('caller', null);
  server.addHook('preValidation', async (request) => {
    const needed = request.routeOptions.config.scope ?? defaultScope(request);
    if (needed === 'none') return;
    request.caller = await callerOf(request, accounts);
    if (request.caller === null)
      throw new Problem(401, 'not-signed-in', 'Sign in first, or send an API token as “Authorization: Bearer …”.');
    if (!allows(request.caller.scope, needed))
      throw new Problem(403, 'not-allowed', `This needs the scope “${needed}”; you have “${request.caller.scope}”.`);
  });
}

export function callerName(request: FastifyRequest): string {
  if (request.caller === null) throw new Problem(401, 'not-signed-in', 'Sign in first.');
  return request.caller.name;
}

function defaultScope(request: FastifyRequest): TokenScope | 'none' {
  if (!/^\/(api|v1)\//.test(request.url)) return 'none';
  return request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'respond';
}

async function callerOf(request: FastifyRequest, accounts: AccountService): Promise<Caller | null> {
  const token = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) return accounts.byToken(token);
  const secret = request.cookies[SESSION_COOKIE];
  if (secret === undefined) return null;
  // A cookie travels with forged requests too: SameSite=Strict stops them, and this stops them where it is not kept.
  const site = request.headers['sec-fetch-site'];
  if (request.method !== 'GET' && site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new Problem(403, 'cross-site', 'This request came from another site and is not taken.');
  return accounts.bySession(secret);
}

function allows(has: TokenScope, needs: TokenScope): boolean {
  if (needs === 'ingest') return has === 'ingest' || has === 'administer';
  return LADDER.includes(has) && LADDER.indexOf(has) >= LADDER.indexOf(needs);
}
