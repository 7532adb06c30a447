/**
 * The catalogue of operational errors: what can be wrong with the world around the program. Each is one sentence that
 * says what happened and the way out; `cause` keeps the original. The command line prints `message` and exits with 2.
 */
export type ErrorCode =
  | 'usage'
  | 'bindings-invalid'
  | 'bindings-missing'
  | 'guide-missing'
  | 'guide-unreadable'
  | 'port-in-use'
  | 'data-folder-in-use'
  | 'data-folder-newer'
  | 'data-folder-unwritable'
  | 'database-unreachable'
  | 'telemetry-unreachable'
  | 'engine-failed'
  | 'server-not-running'
  | 'not-allowed'
  | 'unknown-system'
  | 'unknown-fault'
  | 'fault-failed';

export class OperationalError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OperationalError';
    this.code = code;
  }
}
