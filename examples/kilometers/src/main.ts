import { healthPlugin, observeFastify } from '@runproof/kit/fastify';
import { createHealth } from '@runproof/kit/health';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import Fastify from 'fastify';
import { injectFaults } from '../../host/src/fault-hook.ts';
import { authentication } from './api-keys.ts';
import { openDatabase } from './database.ts';
import { eventRoutes } from './events.ts';
import { migrate } from './migrate.ts';
import { summaryRoutes } from './summary.ts';

/** Kilometers.ai: takes events of AI agents' MCP calls, and answers what they did and how risky it was. */
const service = 'kilometers-api';
const version = process.env.APP_VERSION ?? '2.4.0';
const environment = process.env.NODE_ENV ?? 'development';
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: give the address of a PostgreSQL database.');

const metrics = createMetrics({ service });
const telemetry = await startTelemetry({ service, version, environment, metrics });
const database = openDatabase(databaseUrl, telemetry, metrics);
await migrate(database, process.env.KILOMETERS_API_KEYS ?? '');

const health = createHealth({ version, environment });
health.add({ name: 'database', run: () => database.check() });

const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
observeFastify(app, telemetry);
injectFaults(app);
app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
  const statusCode = error.statusCode ?? (database.isOutage(error) ? 503 : 500);
  if (statusCode >= 500) console.error(`${request.method} ${request.routeOptions.url ?? '?'} failed: ${error.message}`);
  const message = statusCode === 503 ? 'The database cannot be reached; try again shortly.' : error.message;
  return reply.code(statusCode).send({ error: statusCode === 500 ? 'Something went wrong on our side.' : message });
});
await app.register(healthPlugin, { health, metrics });
await app.register(async (api) => {
  authentication(api, database, metrics);
  eventRoutes(api, database);
  summaryRoutes(api, database);
});

await app.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT ?? 4101) });
console.log(`${service} ${version} listens`);

process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => Promise.all([database.close(), telemetry.stop()]))
    .finally(() => process.exit(0));
});
