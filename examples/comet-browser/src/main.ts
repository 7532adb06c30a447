import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '@runproof/kit/clock';
import { createMetrics } from '@runproof/kit/metrics';
import { startTelemetry } from '@runproof/kit/telemetry';
import { pino } from 'pino';
import { openCache } from './cache.ts';
import { createSchema, type Database, openDatabase } from './database.ts';
import { createCometHealth } from './health.ts';
import { createCometService } from './service.ts';
import { workOffSummaries } from './summaries.ts';

/** One instance of Comet Browser. Settings come from the environment; the defaults are those of `local.yaml`. */
const {
  PORT = '4102',
  DATABASE_URL = 'postgres://comet:for-this-machine@127.0.0.1:4202/comet',
  REDIS_URL = 'redis://127.0.0.1:4302',
  APP_VERSION = '1.0.0',
  ENVIRONMENT = 'production',
  REQUESTS_PER_MINUTE = '600',
} = process.env;

const service = 'comet-browser';
const log = pino({ base: null });
const metrics = createMetrics({ service });
const telemetry = await startTelemetry({
  service,
  version: APP_VERSION,
  environment: ENVIRONMENT,
  metrics,
});
const database = openDatabase(DATABASE_URL, telemetry, log);
const cache = openCache(REDIS_URL, telemetry, log, () => systemClock.now());
const health = createCometHealth(database, cache, APP_VERSION, ENVIRONMENT);
const requestsPerMinute = Number(REQUESTS_PER_MINUTE);
const app = await createCometService({ database, cache, health, metrics, telemetry, log, requestsPerMinute });

await prepareDatabase(database);
const working = new AbortController();
const worker = workOffSummaries(database, log, working.signal);
await app.listen({ host: '127.0.0.1', port: Number(PORT) });

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

async function stop(): Promise<void> {
  working.abort();
  await Promise.allSettled([app.close(), worker]);
  cache.redis.disconnect();
  await Promise.allSettled([database.pool.end(), telemetry.stop()]);
  process.exit(0);
}

/** A database that starts at the same moment is waited for, but not longer than a minute: health tells the rest. */
async function prepareDatabase(started: Database): Promise<void> {
  for (let attempt = 1; attempt <= 30; attempt++) {
    try {
      await createSchema(started);
      return;
    } catch (error) {
      log.warn({ err: error, attempt }, 'the database is not ready');
      await sleep(2_000);
    }
  }
}
