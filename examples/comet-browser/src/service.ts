import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import { healthPlugin, observeFastify } from '@runproof/kit/fastify';
import type { Health } from '@runproof/kit/health';
import type { Metrics } from '@runproof/kit/metrics';
import type { Telemetry } from '@runproof/kit/telemetry';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import promClient from 'prom-client';
import { injectFaults } from '../../host/src/fault-hook.ts';
import type { Cache } from './cache.ts';
import type { Database } from './database.ts';
import { guideProbes } from './health.ts';
import { answerRefusals } from './refusal.ts';
import { sessionRoutes } from './sessions.ts';
import { summaryRoutes } from './summaries.ts';

export interface CometParts {
  readonly database: Database;
  readonly cache: Cache;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly telemetry: Telemetry;
  readonly log: FastifyBaseLogger;
  /** Requests a minute that one address may make of the API. */
  readonly requestsPerMinute: number;
}

/** Comet's HTTP service; the caller listens. */
export async function createCometService(parts: CometParts): Promise<FastifyInstance> {
  const { database, cache, health, metrics, telemetry, log } = parts;
  const app = Fastify({
    loggerInstance: log,
    // Requests are told by telemetry; the log is for what goes wrong.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
  });
  observeFastify(app, telemetry);
  injectFaults(app);
  answerRefusals(app);
  measureSessions(metrics, cache);
  measureTraffic(app, metrics);
  await app.register(compress, { encodings: ['gzip', 'identity'], threshold: 1_024 });
  await app.register(healthPlugin, { health, metrics, paths: { readiness: null } });
  await app.register(guideProbes, { health });
  await app.register(async (api) => {
    await api.register(rateLimit, {
      max: parts.requestsPerMinute,
      timeWindow: '1 minute',
      // Counted in Redis, so that every instance counts the same; without Redis nobody is turned away.
      redis: cache.redis,
      nameSpace: 'comet:limit:',
      skipOnError: true,
    });
    await api.register(sessionRoutes, { prefix: '/api/sessions', database, cache });
    await api.register(summaryRoutes, { database });
  });
  return app;
}

function measureSessions({ registry }: Metrics, cache: Cache): void {
  const registers = [registry];
  new promClient.Gauge({
    name: 'cache_hit_ratio_percent',
    help: 'Look-ups the cache could answer, of the last 1,000; over a cluster the average of the workers.',
    aggregator: 'average',
    registers,
    collect() {
      const percent = cache.hitPercent();
      if (percent !== null) this.set(percent);
    },
  });
  new promClient.Gauge({
    name: 'active_user_sessions',
    help: 'Browse sessions that gave a sign of life in the last half hour.',
    aggregator: 'max',
    registers,
    async collect() {
      const active = await cache.activeSessions();
      if (active !== null) this.set(active);
    },
  });
  new promClient.Gauge({
    name: 'redis_memory_used_bytes',
    help: 'Memory that Redis has taken.',
    aggregator: 'max',
    registers,
    async collect() {
      const bytes = await cache.memoryBytes();
      if (bytes !== null) this.set(bytes);
    },
  });
}

function measureTraffic(app: FastifyInstance, { registry }: Metrics): void {
  const sent = new promClient.Counter({
    name: 'http_response_body_bytes_total',
    help: 'Bytes of the bodies of answers, as sent.',
    registers: [registry],
  });
  app.addHook('onResponse', async (_request, reply) => {
    sent.inc(Number(reply.getHeader('content-length') ?? 0));
  });
}
