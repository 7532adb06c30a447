import { statfs } from 'node:fs/promises';
import type { Metrics } from '@runproof/kit/metrics';
import type { RowDataPacket } from 'mysql2/promise';
import promClient from 'prom-client';
import type { Database } from './database.ts';

/**
 * What the guide watches beside requests: the database's connections, slow queries and size, and the free disk space.
 * Measured every few seconds rather than at a scrape, so that a scrape answers while the database does not.
 */
export function startMeasures(database: Database, metrics: Metrics, intervalMs = 5_000): () => void {
  const gauge = (name: string, help: string) =>
    new promClient.Gauge({ name, help, aggregator: 'max', registers: [metrics.registry] });
  const connections = gauge('database_connections', 'Connections that the MySQL server has open.');
  const running = gauge('database_connections_running', 'Connections that run a statement now.');
  const slowQueries = gauge('database_slow_queries', 'Slow queries since the MySQL server started.');
  const size = gauge('database_size_bytes', 'Size of the tables and indexes of tasks_db.');
  const diskFree = gauge('disk_free_percent', 'Free space of the disk that holds the working folder.');

  async function measure(): Promise<void> {
    const disk = await statfs('.');
    diskFree.set(Math.round((disk.bavail / disk.blocks) * 1_000) / 10);
    const status = await database.read<{ Variable_name: string; Value: string } & RowDataPacket>(
      'SHOW STATUS',
      "SHOW GLOBAL STATUS WHERE Variable_name IN ('Threads_connected', 'Threads_running', 'Slow_queries')",
    );
    const statusValues = new Map(status.map((row) => [row.Variable_name, Number(row.Value)]));
    connections.set(statusValues.get('Threads_connected') ?? 0);
    running.set(statusValues.get('Threads_running') ?? 0);
    slowQueries.set(statusValues.get('Slow_queries') ?? 0);
    const [sizes] = await database.read<{ bytes: number } & RowDataPacket>(
      'SELECT size',
      'SELECT CAST(SUM(data_length + index_length) AS DOUBLE) AS bytes FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    size.set(sizes?.bytes ?? 0);
  }

  // A failed measurement keeps the last value; that the database fails is told by its health check.
  const once = () => void measure().catch(() => undefined);
  once();
  const timer = setInterval(once, intervalMs);
  return () => clearInterval(timer);
}
