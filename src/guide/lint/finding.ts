/** What the linter says of a guide: a value, never thrown. */
export interface Finding extends Place {
  /** The rule's id, kebab-case; its page is `docs/lint/<rule>.md`. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What was read, so that a misreading can be told from a fault. */
  readonly understood: string;
  /** How to mend it. */
  readonly wayOut: string;
  /** Edits that mend it without changing what the guide means; null where a person must decide. */
  readonly fix: readonly Edit[] | null;
}

export type FindingSeverity = 'error' | 'warning';

/** Lines and columns count from 1, columns in UTF-16 units; the end column is the one after the last. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Replaces the characters of one line between two columns. */
export interface Edit extends Place {
  readonly replacement: string;
}
