import { createHealth, type Health, type HealthBody } from '@runproof/kit/health';
import type { FastifyInstance } from 'fastify';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';

export function createCometHealth(database: Database, cache: Cache, version: string, environment: string): Health {
  const health = createHealth({ version, environment });
  health.add({
    name: 'database',
    async run() {
      await database.pool.query('SELECT 1');
      return { message: 'PostgreSQL answers', details: { connections: database.pool.totalCount } };
    },
  });
  health.add({
    name: 'redis',
    critical: false,
    async run() {
      if (cache.redis.status !== 'ready') throw new Error('Redis does not answer');
      await cache.redis.ping();
      return { message: 'Redis answers' };
    },
  });
  return health;
}

/** The endpoints whose answers the guide spells out: `database="connected"`, `redis="connected"`, `ready=true`. */
export async function guideProbes(app: FastifyInstance, { health }: { health: Health }): Promise<void> {
  const probes: readonly [path: string, check: string, key: string][] = [
    ['/health/db', 'database', 'database'],
    ['/health/redis', 'redis', 'redis'],
  ];
  for (const [path, check, key] of probes)
    app.get(path, async (_request, reply) => {
      const { body } = await health.answerOne(check);
      const isConnected = body.checks[check]?.status !== 'unhealthy';
      // A probe of one dependency fails with it, even where the service as a whole gets along without.
      reply.code(isConnected ? 200 : 503);
      return { ...body, [key]: isConnected ? 'connected' : 'disconnected' };
    });

  app.get('/health/ready', async (_request, reply): Promise<HealthBody & { ready: boolean }> => {
    const { statusCode, body } = await health.answer('readiness');
    reply.code(statusCode);
    return { ...body, ready: statusCode === 200 };
  });
}
