import type { GuidePreview } from '../../api/wire.ts';

/** Something that the compiler or the linter says of the text. */
export interface Remark {
  /** From 1. */
  readonly line: number;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** Where it stands, from 1, the end after its last character; null where the whole line is meant. */
  readonly place: { readonly column: number; readonly endLine: number; readonly endColumn: number } | null;
  /** Of a fault of the guide as a document: which rule found it, and how it is mended. */
  readonly rule: string | null;
  readonly wayOut: string | null;
}

/** In the order of their lines. */
export function remarksOf({ diagnostics, findings }: GuidePreview): Remark[] {
  const read = diagnostics.map((each): Remark => ({ ...each, place: null, rule: null, wayOut: null }));
  const found = findings.map(({ column, endLine, endColumn, ...each }): Remark => {
    return { ...each, place: { column, endLine, endColumn } };
  });
  return [...read, ...found].sort((a, b) => a.line - b.line);
}
