import { createHealth, type Health } from '@runproof/kit/health';
import { watchProcess } from '@runproof/kit/process-usage';
import type { Connections } from './connections.ts';

/** The guide's threshold for memory, in percent of the limit. */
const MEMORY_PERCENT = 85;
/** A database that needs longer than this for `SELECT 1` drags. */
const SLOW_DATABASE_MS = 1_000;

/** The guide's three checks. Without the database the service is out, without Redis it is only slower. */
export function createFleetHealth({ pool, redis }: Connections, version: string, environment: string): Health {
  const health = createHealth({
    version,
    environment,
    checkWords: { healthy: 'ok', degraded: 'degraded', unhealthy: 'down' },
  });
  health.add({
    name: 'database',
    async run() {
      const startedAt = performance.now();
      await pool.query('SELECT 1');
      const isSlow = performance.now() - startedAt > SLOW_DATABASE_MS;
      return {
        status: isSlow || pool.waitingCount > 0 ? 'degraded' : 'healthy',
        message: isSlow ? 'PostgreSQL answers slowly' : 'PostgreSQL answers',
        details: {
          totalConnections: pool.totalCount,
          idleConnections: pool.idleCount,
          waitingConnections: pool.waitingCount,
        },
      };
    },
  });
  health.add({
    name: 'redis',
    critical: false,
    async run() {
      if (redis.status !== 'ready') throw new Error('Redis connection refused');
      await redis.ping();
      return { message: 'Redis answers' };
    },
  });
  const usage = watchProcess();
  health.add({
    name: 'memory',
    critical: false,
    probes: [],
    async run() {
      const percent = usage.memoryPercent();
      const { heapUsed, heapTotal, rss, external } = process.memoryUsage();
      return {
        status: percent > MEMORY_PERCENT ? 'degraded' : 'healthy',
        message: `${percent.toFixed(1)} % of the memory limit in use`,
        details: {
          heapUsed: megabytes(heapUsed),
          heapTotal: megabytes(heapTotal),
          rss: megabytes(rss),
          external: megabytes(external),
        },
      };
    },
  });
  return health;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
