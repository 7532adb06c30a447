import files from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The single page: files where they are, the page itself for every address that is a page's. */
export async function servePage(server: FastifyInstance, folder: string): Promise<void> {
  // Looked for at each request, not listed at the start: the page may be built anew under a server that runs.
  await server.register(files, { root: folder, index: false, immutable: true, maxAge: '365d' });
  const page = (reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', { maxAge: 0, immutable: false });
  // A folder is no file, and would be refused.
  server.get('/', { schema: { hide: true }, config: { scope: 'none' } }, (_request, reply) => page(reply));
  server.setNotFoundHandler((request, reply) => {
    // A missing asset answered with the page would be a script that does not parse.
    if (request.method !== 'GET' || /^\/(api|v1|assets)\//.test(request.url))
      return reply
        .status(404)
        .send({ code: 'not-found', message: `There is nothing at ${request.method} ${request.url.split('?')[0]}.` });
    return page(reply);
  });
}
