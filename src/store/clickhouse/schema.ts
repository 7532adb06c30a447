import { readdirSync, readFileSync } from 'node:fs';
import type { ClickHouseClient } from '@clickhouse/client';
import { OperationalError } from '../../plan/error.ts';

/** Up from here and down again, so that it is the same folder from `src/` and from `dist/`: the compiler copies no SQL. */
const FOLDER = new URL('../../../src/store/clickhouse/schema/', import.meta.url);

/**
 * Makes the tables and views that are missing. Tables that a Collector made stay as they are. Every statement may run
 * twice, so a crash in between, or two replicas at once, do no harm.
 *
 * @throws OperationalError `data-folder-newer` when a newer version has written here.
 */
export async function prepareTelemetrySchema(client: ClickHouseClient, log: (line: string) => void): Promise<void> {
  await client.command({
    query:
      'create table if not exists runproof_schema (version UInt32, name String) engine = MergeTree order by version',
  });
  const result = await client.query({
    query: 'select toUInt32(max(version)) as version from runproof_schema',
    format: 'JSONEachRow',
  });
  const present = (await result.json<{ version: number }>())[0]?.version ?? 0;
  const files = readdirSync(FOLDER)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort();
  const latest = Number(files.at(-1)?.slice(0, 4) ?? 0);
  if (present > latest)
    throw new OperationalError(
      'data-folder-newer',
      `The telemetry was written by a newer version of Runproof (schema ${present}, this one knows ${latest}); run that version, or choose another data folder.`,
    );
  for (const file of files) {
    const version = Number(file.slice(0, 4));
    if (version <= present) continue;
    log(`telemetry schema ${version}: ${file.slice(5, -4)}`);
    for (const statement of readFileSync(new URL(file, FOLDER), 'utf8').split(/;\s*$/m))
      if (statement.trim() !== '') await client.command({ query: statement });
    await client.insert({
      table: 'runproof_schema',
      values: [{ version, name: file.slice(5, -4) }],
      format: 'JSONEachRow',
    });
  }
}
