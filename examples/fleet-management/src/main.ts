import { setTimeout as sleep } from 'node:timers/promises';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import { pino } from 'pino';
import { type Connections, openConnections } from './connections.ts';
import { createFleetHealth } from './health.ts';
import { migrateFreshDatabase } from './migrations.ts';
import { createFleetServer } from './service.ts';

/** One instance of the fleet service. Settings come from the environment; the defaults are those of `local.yaml`. */
const {
  PORT = '4105',
  DATABASE_URL = 'postgres://fleet:for-this-machine@127.0.0.1:4205/fleet',
  REDIS_URL = 'redis://127.0.0.1:4305',
  APP_VERSION = '1.0.0',
  ENVIRONMENT = 'production',
} = process.env;

const log = pino({ base: null });
const metrics = createMetrics({ service: 'fleet-management' });
const telemetry = await startTelemetry({
  service: 'fleet-management',
  version: APP_VERSION,
  environment: ENVIRONMENT,
  metrics,
});
const connections = openConnections(DATABASE_URL, REDIS_URL, telemetry, log);
const health = createFleetHealth(connections, APP_VERSION, ENVIRONMENT);
const server = createFleetServer({ connections, health, metrics, telemetry, log });

await prepareDatabase(connections);
server.listen(Number(PORT), '127.0.0.1', () => log.info({ port: Number(PORT), version: APP_VERSION }, 'listening'));

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

function stop(): void {
  server.closeIdleConnections();
  server.close(async () => {
    await connections.close();
    await telemetry.stop();
    process.exit(0);
  });
}

/** A database that starts at the same moment is waited for, but not longer than a minute: health tells the rest. */
async function prepareDatabase({ pool }: Connections): Promise<void> {
  for (let attempt = 1; attempt <= 30; attempt++) {
    try {
      const client = await pool.connect();
      try {
        const outcome = await migrateFreshDatabase(client);
        if (outcome === 'migrated') log.info('a fresh database: its tables are made');
        return;
      } finally {
        client.release();
      }
    } catch (error) {
      log.warn({ err: error, attempt }, 'the database is not ready');
      await sleep(2_000);
    }
  }
}
