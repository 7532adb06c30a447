import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { Clock } from '../../plan/clock.ts';
import { OperationalError } from '../../plan/error.ts';
import { prepareTelemetrySchema } from './schema.ts';
import { TelemetryReader } from './telemetry-reader.ts';
import { TelemetryWriter } from './telemetry-writer.ts';

export interface TelemetryStore {
  readonly reader: TelemetryReader;
  readonly writer: TelemetryWriter;
  /** For queries that people write. */
  readonly client: ClickHouseClient;
  /** Rejects with `telemetry-unreachable` when ClickHouse does not answer. */
  ping(): Promise<void>;
  /** Writes what is buffered, then lets go. */
  close(): Promise<void>;
}

/**
 * Opens ClickHouse, embedded or remote, and makes the tables that are missing.
 *
 * @throws OperationalError `telemetry-unreachable`; `data-folder-newer` when a newer version has written to it.
 */
export async function openTelemetryStore(options: {
  /** `http://user:password@host:port/database` */
  readonly url: string;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Promise<TelemetryStore> {
  const client = createClient({
    url: options.url,
    application: 'runproof',
    request_timeout: 30_000,
    max_open_connections: 16,
    // Whoever asked hears of a failure; the client's own log repeats it with the statement's data.
    log: { level: ClickHouseLogLevel.OFF },
  });
  const ping = async () => {
    const answer = await client.ping({ select: true });
    if (!answer.success) throw unreachable(options.url, answer.error);
  };
  try {
    await ping();
    await prepareTelemetrySchema(client, options.log);
  } catch (error) {
    await client.close();
    throw error instanceof OperationalError ? error : unreachable(options.url, error);
  }
  const writer = new TelemetryWriter(client, options.clock, options.log);
  return {
    reader: new TelemetryReader(client),
    writer,
    client,
    ping,
    close: async () => {
      await writer.close();
      await client.close();
    },
  };
}

/**
 * Asks whether the telemetry store is there, and changes nothing.
 *
 * @throws OperationalError `telemetry-unreachable`
 */
export async function requireTelemetryStore(url: string): Promise<void> {
  const client = createClient({ url, log: { level: ClickHouseLogLevel.OFF } });
  const answer = await client.ping({ select: true });
  await client.close();
  if (!answer.success) throw unreachable(url, answer.error);
}

function unreachable(url: string, cause: unknown): OperationalError {
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
  if (cause instanceof ClickHouseError)
    return new OperationalError(
      'engine-failed',
      `The telemetry store at ${new URL(url).host} refuses (${cause.message.trim()}); correct the rights of CLICKHOUSE_URL's user, or choose another data folder.`,
      cause,
    );
  return new OperationalError(
    'telemetry-unreachable',
    `The telemetry store at ${new URL(url).host} does not answer (${reason}); start it, or correct CLICKHOUSE_URL.`,
    cause,
  );
}
