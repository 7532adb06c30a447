import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiServices, HealthPart } from '../services.ts';

const report = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  checks: z.record(z.string(), z.object({ status: z.enum(['healthy', 'unhealthy']), message: z.string() })),
});

type Status = z.infer<typeof report>['status'];

function statusOf(broken: readonly HealthPart[]): Status {
  if (broken.length === 0) return 'healthy';
  return broken.some(({ essential }) => essential) ? 'unhealthy' : 'degraded';
}

/** Runproof's own health, open to all: it names parts, never data. */
export const healthRoutes: FastifyPluginAsyncZod<{ services: ApiServices }> = async (server, { services }) => {
  server.get(
    '/health',
    { config: { scope: 'none', rateLimit: false }, schema: { response: { 200: report, 503: report } } },
    async (_request, reply) => {
      const parts = await services.health();
      const broken = parts.filter(({ ok }) => !ok);
      const status = statusOf(broken);
      reply.status(status === 'unhealthy' ? 503 : 200).header('cache-control', 'no-store');
      return {
        status,
        checks: Object.fromEntries(
          parts.map(({ name, ok, message }) => [
            name,
            { status: ok ? ('healthy' as const) : ('unhealthy' as const), message },
          ]),
        ),
      };
    },
  );
};
