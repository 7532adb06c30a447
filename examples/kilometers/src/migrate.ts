import { digestOf } from './api-keys.ts';
import type { Database } from './database.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS customers (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL UNIQUE
  );
  CREATE TABLE IF NOT EXISTS api_keys (
    digest      bytea PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    created_at  timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE IF NOT EXISTS events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    timestamp   timestamptz NOT NULL,
    mcp_method  text NOT NULL,
    risk_level  smallint NOT NULL CHECK (risk_level BETWEEN 0 AND 10),
    agent       text NOT NULL,
    detail      jsonb NOT NULL DEFAULT '{}'
  );
  CREATE INDEX IF NOT EXISTS events_by_customer ON events (customer_id, id DESC);
`;

/** Any number; it only has to be the same in every instance that starts at the same time. */
const migrationLock = 410_100;

/** `apiKeys` is `customer=key,customer=key`; of a key only its digest is stored. */
export async function migrate(database: Database, apiKeys: string): Promise<void> {
  await database.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(schema);
    for (const pair of apiKeys.split(',').filter((entry) => entry.includes('='))) {
      const at = pair.indexOf('=');
      const name = pair.slice(0, at).trim();
      await client.query('INSERT INTO customers (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
      await client.query(
        'INSERT INTO api_keys (digest, customer_id) SELECT $1, id FROM customers WHERE name = $2 ON CONFLICT DO NOTHING',
        [digestOf(pair.slice(at + 1).trim()), name],
      );
    }
  });
}
