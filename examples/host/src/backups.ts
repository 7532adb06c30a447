import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine } from './engines/engine.ts';
import { findServer } from './engines/server-process.ts';
import type { Host } from './host.ts';
import { HostError } from './host-error.ts';

/** Backups of a PostgreSQL database by `pg_dump`, kept in DATA/backups, and their restore into a database beside. */
interface Backup {
  name: string;
  completedTime: string;
  bytes: number;
  status: 'Succeeded';
}

const timeoutMs = 100_000;
const kind = 'backup';

export async function takeBackup(host: Host, name: string): Promise<Backup> {
  const file = fileOf(host, name);
  const engine = runningDatabase(host);
  const program = findServer(['pg_dump'], 'postgresql-client');
  mkdirSync(join(host.dataFolder, 'backups'), { recursive: true, mode: 0o700 });
  await client(program, [`--file=${file}.part`, '--clean', '--if-exists', '--no-owner'], engine);
  renameSync(`${file}.part`, file);
  const backup: Backup = {
    name,
    completedTime: new Date().toISOString(),
    bytes: statSync(file).size,
    status: 'Succeeded',
  };
  const { records } = host.stateFile.state;
  records[kind] = [...(records[kind] ?? []).filter((other) => other.name !== name), { ...backup }];
  host.stateFile.save();
  host.log.line('host', `backup ${name}: ${backup.bytes} bytes`);
  return backup;
}

/** As in the cloud, the running database is left alone: the copy becomes a new one, named like the new server. */
export async function restoreBackup(host: Host, name: string, at?: string): Promise<unknown> {
  const latest = at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);
  if (Number.isNaN(latest)) throw new HostError(`"${at}" is not a point in time; write it as 2025-01-31T18:00:00Z.`);
  const backups = (host.stateFile.state.records[kind] ?? []) as unknown as Backup[];
  const backup = backups.findLast(({ completedTime }) => Date.parse(completedTime) <= latest);
  if (!backup) throw new HostError(`There is no backup from before ${at ?? 'now'}; take one with "backup create".`);
  const engine = runningDatabase(host);
  const database = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 60);
  await client(findServer(['createdb'], 'postgresql-client'), [database], engine);
  const psql = findServer(['psql'], 'postgresql-client');
  await client(psql, ['--quiet', '--set=ON_ERROR_STOP=1', `--file=${fileOf(host, backup.name)}`], engine, database);
  host.log.line('host', `backup ${backup.name} restored into ${database}`);
  return { name, database, restoredFrom: backup.name, state: 'Ready' };
}

function fileOf(host: Host, name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/.test(name)) {
    throw new HostError(`"${name}" cannot name a backup: letters, digits, dots, dashes and underscores.`);
  }
  return join(host.dataFolder, 'backups', `${name}.sql`);
}

function runningDatabase(host: Host): Engine {
  const engine = host.engines.find(({ kind: engineKind }) => engineKind === 'postgres');
  if (!engine) throw new HostError('Only an embedded PostgreSQL is backed up here.');
  if (!engine.isRunning()) throw new HostError('The database is stopped; start it, then try again.');
  return engine;
}

/** The login travels by environment, never on a command line that others can list. */
async function client(program: string, args: string[], engine: Engine, database?: string): Promise<void> {
  const url = new URL(engine.url);
  const own = url.pathname.slice(1);
  const environment = {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: url.username,
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: database ?? own,
  };
  try {
    await promisify(execFile)(program, args, { timeout: timeoutMs, env: { ...process.env, ...environment } });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim() || (cause as Error).message;
    throw new HostError(`${program.split('/').at(-1)}: ${said.slice(0, 500)}`, { cause });
  }
}
