/** A problem that a person can mend: one clear sentence, and the exit status of the program that meets it. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly exitCode: number;

  constructor(sentence: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.exitCode = options.exitCode ?? 2;
  }
}

/** A Debian server that is not installed. */
export const missingServerExitCode = 3;
