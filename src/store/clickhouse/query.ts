import type { ClickHouseClient } from '@clickhouse/client';

const LONGEST_SECONDS = 10;

/** Rows of a statement of ours. Values go as parameters; 64-bit numbers must be selected as Float64 or Int32. */
export async function queryRows<Row>(
  client: ClickHouseClient,
  query: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const result = await client.query({
    query,
    format: 'JSONEachRow',
    query_params: { ...parameters },
    clickhouse_settings: { max_execution_time: LONGEST_SECONDS },
  });
  return result.json<Row>();
}
