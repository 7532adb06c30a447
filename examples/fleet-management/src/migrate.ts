import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrateDown, migrateUp, migrationStatus } from './migrations.ts';

/**
 * `npm run migrate:up|down|status [-- --env=staging|production]`.
 * Staging is a database beside production's on the same server, named with `_staging`, created when it is missing.
 */
const port = process.env.FLEET_DATABASE_PORT ?? '4205';
const production = process.env.DATABASE_URL ?? `postgres://fleet:for-this-machine@127.0.0.1:${port}/fleet`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { env: { type: 'string' } } });
const environment = values.env ?? 'production';
const verb = positionals[0];
try {
  if (verb === undefined || !['up', 'down', 'status'].includes(verb))
    usage(`Say up, down or status, not "${verb ?? ''}".`);
  else if (environment !== 'staging' && environment !== 'production')
    usage(`--env is staging or production, not "${environment}".`);
  else await run(verb, environment);
} catch (error) {
  console.error(`The migration has stopped: ${reasonOf(error)}.`);
  process.exitCode = 1;
}

async function run(action: string, where: 'staging' | 'production'): Promise<void> {
  const client = new pg.Client({
    connectionString: where === 'staging' ? await stagingUrl() : production,
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    if (action === 'up') {
      const applied = await migrateUp(client);
      for (const { number, name } of applied) console.log(`up    ${padded(number)} ${name}`);
      console.log(applied.length === 0 ? `${where} is up to date.` : `${where}: ${applied.length} applied.`);
    } else if (action === 'down') {
      const undone = await migrateDown(client);
      console.log(
        undone === null ? `${where} has no migration to take back.` : `down  ${padded(undone.number)} ${undone.name}`,
      );
    } else {
      for (const { number, name, appliedAt } of await migrationStatus(client))
        console.log(`${padded(number)} ${name.padEnd(16)} ${appliedAt === null ? 'pending' : `applied ${appliedAt}`}`);
    }
  } finally {
    await client.end();
  }
}

async function stagingUrl(): Promise<string> {
  const url = new URL(production);
  const name = `${url.pathname.slice(1)}_staging`;
  const client = new pg.Client({ connectionString: production, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  return url.href;
}

function usage(problem: string): void {
  console.error(`${problem} For example: npm run migrate:up -- --env=staging`);
  process.exitCode = 2;
}

/** A refused connection is an AggregateError, whose own message is empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}
