import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startClickHouse } from '@runproof/embedded/clickhouse';
import { startPostgres } from '@runproof/embedded/postgres';
import { OperationalError } from '../plan/error.ts';
import { requireTelemetryStore } from '../store/clickhouse/telemetry-store.ts';
import { requireDatabase } from '../store/postgres/store.ts';

/** Where state and telemetry are kept; both only known by their URLs from here on. */
export interface Engines {
  readonly postgresUrl: string;
  readonly clickHouseUrl: string;
  stop(): Promise<void>;
}

/**
 * Looks whether the engines that are somebody else's are there, before anything of ours is made.
 *
 * @throws OperationalError that names the one that is not.
 */
export async function requireGivenEngines(environment: NodeJS.ProcessEnv): Promise<void> {
  const { DATABASE_URL: database, CLICKHOUSE_URL: telemetry } = environment;
  if (database !== undefined) {
    requireUrl('DATABASE_URL', database, /^postgres(?:ql)?:$/, 'postgres://user:password@host:5432/name');
    await requireDatabase(database);
  }
  if (telemetry !== undefined) {
    requireUrl('CLICKHOUSE_URL', telemetry, /^https?:$/, 'http://user:password@host:8123/name');
    await requireTelemetryStore(telemetry);
  }
}

function requireUrl(name: string, value: string, protocol: RegExp, example: string): void {
  if (URL.canParse(value) && protocol.test(new URL(value).protocol)) return;
  throw new OperationalError(
    'usage',
    `${name} is not an address like ${example}; correct it, or unset it to use the embedded engine.`,
  );
}

/** `DATABASE_URL` and `CLICKHOUSE_URL`, or the embedded engines in the data folder. */
export async function startEngines(
  folder: string,
  environment: NodeJS.ProcessEnv,
  log: (line: string) => void,
): Promise<Engines> {
  const [postgres, clickHouse] = await Promise.allSettled([
    environment.DATABASE_URL === undefined
      ? embeddedPostgres(folder, log)
      : { url: environment.DATABASE_URL, stop: async () => {} },
    environment.CLICKHOUSE_URL === undefined
      ? startClickHouse({ folder: join(folder, 'clickhouse'), log })
      : { url: environment.CLICKHOUSE_URL, stop: async () => {} },
  ]);
  if (postgres.status === 'rejected' || clickHouse.status === 'rejected') {
    await Promise.all(
      [postgres, clickHouse].map((engine) => (engine.status === 'fulfilled' ? engine.value.stop() : undefined)),
    );
    const cause = postgres.status === 'rejected' ? postgres.reason : (clickHouse as PromiseRejectedResult).reason;
    throw new OperationalError('engine-failed', (cause as Error).message, cause);
  }
  return {
    postgresUrl: postgres.value.url,
    clickHouseUrl: clickHouse.value.url,
    stop: async () => {
      await Promise.all([postgres.value.stop(), clickHouse.value.stop()]);
    },
  };
}

async function embeddedPostgres(folder: string, log: (line: string) => void) {
  const password = await keptPassword(join(folder, 'postgres-password'));
  return startPostgres({
    folder: join(folder, 'postgres'),
    user: 'runproof',
    password,
    database: 'runproof',
    keepRunning: true,
    log,
  });
}

async function keptPassword(file: string): Promise<string> {
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null && kept.length >= 16) return kept;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}
