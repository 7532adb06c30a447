import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { PostgresOptions } from './postgres.ts';
import type { Superuser } from './postgres-cluster.ts';
import type { ClusterPlace } from './postgres-place.ts';
import { isPostmaster } from './postgres-process.ts';

const CONNECT_TIMEOUT_MS = 120_000;

/** Creates the role and its database when missing; a changed password takes effect here. */
export async function provideDatabase(
  place: ClusterPlace,
  superuser: Superuser,
  pid: number,
  wanted: Pick<PostgresOptions, 'user' | 'password' | 'database'>,
): Promise<void> {
  const client = await connected(place, superuser, pid);
  try {
    const role = pg.escapeIdentifier(wanted.user);
    // Two starts of one folder may do this at once.
    await client.query('select pg_advisory_lock(7277)');
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [wanted.user]);
    if (roles.rowCount === 0) {
      await client.query(`create role ${role} login`);
      // Health checks and drills look at sizes, connections and replication, and make databases to restore into.
      await client.query(`grant pg_monitor to ${role}`);
      await client.query(`alter role ${role} createdb`);
    }
    // Data definition takes no parameters; the literal is quoted by the driver.
    await client.query(`alter role ${role} password ${pg.escapeLiteral(wanted.password)}`);
    const databases = await client.query('select 1 from pg_database where datname = $1', [wanted.database]);
    if (databases.rowCount === 0)
      await client.query(`create database ${pg.escapeIdentifier(wanted.database)} owner ${role}`);
  } finally {
    await client.end();
  }
}

/** An adopted server may still be recovering: refusals are tried again while its process lives. */
async function connected(place: ClusterPlace, superuser: Superuser, pid: number): Promise<pg.Client> {
  const deadline = performance.now() + CONNECT_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({
      host: place.socketFolder,
      port: place.port ?? 5432,
      user: superuser.name,
      password: superuser.password,
      database: 'postgres',
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => {}); // A connection lost later shows in the query that uses it.
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      const code = (cause as { code?: string }).code;
      if (code === '28P01')
        throw new Error(
          `PostgreSQL in ${place.home} refuses the password in ${place.home}/superuser-password; the two do not belong together.`,
          { cause },
        );
      if (performance.now() > deadline || !isPostmaster(pid, place))
        throw new Error(`PostgreSQL does not take connections; see ${place.logFile}.`, { cause });
      await sleep(50);
    }
  }
}
