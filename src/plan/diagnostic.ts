/** What a reader of the guide is told about a line: problems are values, collected, never thrown. */
export interface Diagnostic {
  /** 1-based line in the guide. */
  readonly line: number;
  readonly severity: 'info' | 'warning' | 'error';
  /** Says what was read and the way out. */
  readonly message: string;
}

/** What the compiler returns for one guide; also the shape `runproof compile --json` prints. */
export interface CompiledGuide {
  /** The guide's file name. */
  readonly guide: string;
  /** The system's name, from the guide's title. */
  readonly system: string;
  readonly commitments: readonly import('./commitment.ts').Commitment[];
  readonly diagnostics: readonly Diagnostic[];
}
