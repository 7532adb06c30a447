import type { Telemetry } from '@runproof/kit/telemetry';
import mysql, { type Pool, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';

/** The MySQL database: every statement is a span, the schema is there before the first one runs. */
export interface Database {
  read<Row extends RowDataPacket>(operation: string, statement: string, values?: Value[]): Promise<Row[]>;
  write(operation: string, statement: string, values?: Value[]): Promise<ResultSetHeader>;
  close(): Promise<void>;
}

type Value = string | number | Date | null;

/** Thrown when the database cannot be reached or does not answer; the cause is the driver's error. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

const schema = `CREATE TABLE IF NOT EXISTS tasks (
  id CHAR(36) NOT NULL PRIMARY KEY,
  title VARCHAR(200) NOT NULL,
  description TEXT NOT NULL,
  priority ENUM('low', 'normal', 'high', 'urgent') NOT NULL DEFAULT 'normal',
  status ENUM('open', 'assigned', 'completed') NOT NULL DEFAULT 'open',
  assignee VARCHAR(100) NULL,
  due_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL,
  completed_at DATETIME(3) NULL,
  INDEX by_status (status, due_at),
  INDEX by_assignee (assignee, status)
)`;
const statementTimeoutMs = 5_000;

export function openDatabase(url: string, telemetry: Telemetry): Database {
  const pool = mysql.createPool({
    uri: url,
    connectionLimit: 10,
    queueLimit: 100,
    connectTimeout: 2_000,
    enableKeepAlive: true,
    timezone: 'Z',
  });
  const { hostname, port } = new URL(url);
  let schemaReady: Promise<unknown> | null = null;

  async function run<Result>(operation: string, work: (pool: Pool) => Promise<Result>): Promise<Result> {
    const call = { system: 'mysql', operation, serverAddress: hostname, serverPort: Number(port || 3306) };
    return telemetry.dependency(call, async () => {
      try {
        // A database that was down when the service started gets its schema as soon as it is back.
        schemaReady ??= pool.query(schema);
        await schemaReady.catch((error: unknown) => {
          schemaReady = null;
          throw error;
        });
        return await work(pool);
      } catch (cause) {
        if (isRefusal(cause)) throw cause;
        throw new DatabaseUnavailable(`The database does not answer: ${messageOf(cause)}`, { cause });
      }
    });
  }

  return {
    read: async <Row extends RowDataPacket>(operation: string, sql: string, values?: Value[]) =>
      run(operation, async (open) => {
        const [rows] = await open.query<Row[]>({ sql, values: values ?? [], timeout: statementTimeoutMs });
        return rows;
      }),
    write: async (operation, sql, values) =>
      run(operation, async (open) => {
        const [header] = await open.query<ResultSetHeader>({ sql, values: values ?? [], timeout: statementTimeoutMs });
        return header;
      }),
    close: () => pool.end(),
  };
}

/** The server answered and said no (a SQLSTATE is there), as against no answer at all. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'sqlState' in error && !('fatal' in error && error.fatal === true);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
