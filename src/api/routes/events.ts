import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { Problem } from '../problem.ts';
import type { ApiServices } from '../services.ts';

const KEEP_ALIVE_MS = 15_000;
const MOST_LISTENERS = 500;

/** Server-sent events: one `data:` line of JSON a change (contract/event.ts), a comment to keep proxies awake. */
export const eventRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (server, { services }) => {
  const endings = new Set<() => void>();
  server.addHook('preClose', async () => {
    for (const end of endings) end();
  });

  server.get('/api/events', { schema: { hide: true }, config: { rateLimit: false } }, (request, reply) => {
    if (endings.size >= MOST_LISTENERS)
      throw new Problem(503, 'too-many-listeners', 'Too many pages are open; close some and reload.');
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    });
    stream.write('retry: 2000\n\n');
    const unsubscribe = services.subscribe((event) => {
      // A reader that does not keep up is cut off: it reconnects and fetches the whole.
      if (stream.writableLength > 1_048_576) end();
      else stream.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    const beat = setInterval(() => stream.write(': still here\n\n'), KEEP_ALIVE_MS);
    const end = () => {
      clearInterval(beat);
      unsubscribe();
      endings.delete(end);
      stream.end();
    };
    endings.add(end);
    request.raw.once('close', end);
  });
};
