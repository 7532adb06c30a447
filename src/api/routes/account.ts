import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerName, SESSION_COOKIE } from '../authentication.ts';
import { account, apiToken, createdToken, newToken, passwordChange, problem, signIn } from '../contract/account.ts';
import { notFound, Problem } from '../problem.ts';
import type { ApiServices } from '../services.ts';

const SIGN_IN_LIMIT = { max: 10, timeWindow: 60_000 };

export const accountRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (
  server,
  { services: { accounts } },
) => {
  server.post(
    '/api/session',
    {
      config: { scope: 'none', rateLimit: SIGN_IN_LIMIT },
      schema: { body: signIn, response: { 200: account, 401: problem } },
    },
    async (request, reply) => {
      const session = await accounts.signIn(request.body.name, request.body.password);
      if (session === null) throw new Problem(401, 'wrong-password', 'This name and password do not go together.');
      reply.setCookie(SESSION_COOKIE, session.secret, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: request.protocol === 'https',
        maxAge: session.maxAgeSeconds,
      });
      return session.account;
    },
  );
  server.get('/api/session', { schema: { response: { 200: account, 401: problem } } }, async (request) => {
    const signedIn = request.caller?.account ?? null;
    if (signedIn === null) throw new Problem(401, 'not-signed-in', 'A token has no session; sign in for one.');
    return signedIn;
  });
  server.delete(
    '/api/session',
    { config: { scope: 'read' }, schema: { response: { 204: z.void() } } },
    async (request, reply) => {
      await accounts.signOut(request.cookies[SESSION_COOKIE] ?? '');
      reply.clearCookie(SESSION_COOKIE, { path: '/' }).status(204);
    },
  );
  server.put(
    '/api/account/password',
    {
      config: { scope: 'read', rateLimit: SIGN_IN_LIMIT },
      schema: { body: passwordChange, response: { 204: z.void(), 403: problem } },
    },
    async (request, reply) => {
      const changed = await accounts.changePassword(callerName(request), request.body.current, request.body.next);
      if (!changed) throw new Problem(403, 'wrong-password', 'The current password is not right.');
      reply.status(204);
    },
  );
  const administer = { config: { scope: 'administer' as const } };
  server.get('/api/tokens', { ...administer, schema: { response: { 200: z.array(apiToken) } } }, () =>
    accounts.listTokens(),
  );
  server.post(
    '/api/tokens',
    { ...administer, schema: { body: newToken, response: { 201: createdToken } } },
    async (request, reply) => {
      const { name, scope, expiresAt } = request.body;
      reply.status(201);
      return accounts.createToken(name, scope, expiresAt);
    },
  );
  server.delete(
    '/api/tokens/:tokenId',
    { ...administer, schema: { params: z.object({ tokenId: z.string() }), response: { 204: z.void(), 404: problem } } },
    async (request, reply) => {
      if (!(await accounts.deleteToken(request.params.tokenId))) throw notFound('token');
      reply.status(204);
    },
  );
};
