import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Prober } from '../../observe/probe.ts';
import type { DatabaseProbe } from '../database-probe.ts';

/** Signs in to MySQL or MariaDB and asks one question. */
export const mysqlProber: Prober<DatabaseProbe> = {
  async look({ url }, { signal, timeoutMs, resolveSecret }) {
    let connection: Connection | undefined;
    const abort = () => connection?.destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      connection = await createConnection({ uri: resolveSecret(url), connectTimeout: timeoutMs });
      connection.on('error', () => {});
      signal.throwIfAborted();
      const [rows] = await connection.query<RowDataPacket[]>({
        sql: 'select version() as version',
        timeout: timeoutMs,
      });
      const version = String(rows[0]?.version);
      return { ok: true, status: null, message: `MySQL ${version} answers`, details: { version } };
    } finally {
      signal.removeEventListener('abort', abort);
      connection?.destroy();
    }
  },
};
