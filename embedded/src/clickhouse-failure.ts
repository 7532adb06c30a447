/** An exception of ClickHouse, as its HTTP interface words it. */
export class ClickHouseFailure extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, name: string, message: string) {
    super(`Code: ${code}. DB::Exception: ${message}. (${name})`);
    this.code = code;
    this.status = statusOf(code);
  }
}

/** Anything thrown, as what the client is told. chDB's messages already have ClickHouse's wording. */
export function failureOf(error: unknown): { code: number; status: number; message: string } {
  if (error instanceof ClickHouseFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = Number(/^Code: (\d+)\./.exec(message)?.[1] ?? 1_002);
  return {
    code,
    status: statusOf(code),
    message: message.startsWith('Code: ') ? message : `Code: ${code}. DB::Exception: ${message}. (UNKNOWN_EXCEPTION)`,
  };
}

/** The codes for which ClickHouse's HTTP interface answers other than 500 (`src/Server/HTTP/exceptionCodeToHTTPStatus.cpp`). */
const STATUS_OF_CODE = new Map<number, number>([
  ...[6, 26, 27, 38, 41, 43, 44, 46, 47, 53, 62, 69, 70, 72, 115, 117, 130, 131, 164, 307, 386, 456, 457].map(
    (code): [number, number] => [code, 400],
  ),
  ...[16, 60, 81, 218].map((code): [number, number] => [code, 404]),
  ...[159].map((code): [number, number] => [code, 408]),
  [48, 501],
  [194, 401],
  [202, 503],
  [497, 403],
  [516, 403],
]);

function statusOf(code: number): number {
  return STATUS_OF_CODE.get(code) ?? 500;
}
