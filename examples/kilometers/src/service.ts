import { healthPlugin, observeFastify } from '@runproof/kit/fastify';
import { createHealth } from '@runproof/kit/health';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import Fastify, { type FastifyInstance } from 'fastify';
import { injectFaults } from '../../host/src/fault-hook.ts';
import { authentication } from './api-keys.ts';
import { openDatabase } from './database.ts';
import { eventRoutes } from './events.ts';
import { migrate } from './migrate.ts';
import { summaryRoutes } from './summary.ts';

/** Kilometers.ai: takes events of AI agents' MCP calls, and answers what they did and how risky it was. */
export interface ServiceOptions {
  databaseUrl: string;
  version: string;
  environment: string;
  /** `customer=key,customer=key`: customers that exist from the start. */
  apiKeys: string;
}

export interface Service {
  app: FastifyInstance;
  close(): Promise<void>;
}

export async function createService(options: ServiceOptions): Promise<Service> {
  const { version, environment } = options;
  const service = 'kilometers-api';
  const metrics = createMetrics({ service });
  const telemetry = await startTelemetry({ service, version, environment, metrics });
  const database = openDatabase(options.databaseUrl, telemetry, metrics);
  await migrate(database, options.apiKeys);

  const health = createHealth({ version, environment });
  health.add({ name: 'database', run: () => database.check() });

  const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  observeFastify(app, telemetry);
  injectFaults(app);
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const statusCode = error.statusCode ?? (database.isOutage(error) ? 503 : 500);
    if (statusCode >= 500)
      console.error(`${request.method} ${request.routeOptions.url ?? '?'} failed: ${error.message}`);
    return reply.code(statusCode).send({ error: tellCaller(statusCode, error.message) });
  });
  await app.register(healthPlugin, { health, metrics });
  await app.register(async (api) => {
    authentication(api, database, metrics);
    eventRoutes(api, database);
    summaryRoutes(api, database);
  });
  return {
    app,
    async close() {
      await app.close();
      await Promise.all([database.close(), telemetry.stop()]);
    },
  };
}

/** What went wrong inside is for the log, not for callers. */
function tellCaller(statusCode: number, message: string): string {
  if (statusCode === 503) return 'The database cannot be reached; try again shortly.';
  return statusCode >= 500 ? 'Something went wrong on our side.' : message;
}
