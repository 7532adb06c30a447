import net from 'node:net';
import { Client } from 'pg';
import type { Prober } from '../../observe/probe.ts';
import type { DatabaseProbe } from '../database-probe.ts';

/** Signs in and asks one question; a server that is only up to being connected to is not well. */
export const postgresProber: Prober<DatabaseProbe> = {
  async look({ url }, { signal, timeoutMs, resolveSecret }) {
    const socket = new net.Socket();
    const client = new Client({
      connectionString: resolveSecret(url),
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      application_name: 'runproof-probe',
      stream: () => socket,
    });
    // A connection that breaks between two statements says so by an event, which would end the process unheard.
    client.on('error', () => {});
    const abort = () => socket.destroy(new Error('aborted'));
    signal.addEventListener('abort', abort, { once: true });
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; replica: boolean }>(
        "select current_setting('server_version') as version, pg_is_in_recovery() as replica",
      );
      const [answer] = rows;
      const details = { version: answer?.version ?? null, replica: answer?.replica ?? null };
      return { ok: true, status: null, message: `PostgreSQL ${answer?.version} answers`, details };
    } finally {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) socket.destroy();
      else await client.end().catch(() => {});
    }
  },
};
