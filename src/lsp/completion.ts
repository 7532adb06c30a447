import { type CompletionItem, CompletionItemKind, InsertTextFormat, type Position } from 'vscode-languageserver/node';
import { METRIC_NAMES } from '../plan/metric-name.ts';
import { PATTERNS } from './patterns.ts';
import type { ReadGuide } from './read-guide.ts';

const USUAL_SEVERITIES = ['critical', 'high', 'medium', 'low'];

/**
 * What may come next: statements of each kind where a line begins, metric names and the guide's own severities within
 * one. `before` is the line up to the cursor.
 */
export function completionsFor({ commitments }: ReadGuide, before: string, position: Position): CompletionItem[] {
  const word = /[\w-]*$/.exec(before)?.[0] ?? '';
  const range = { start: { line: position.line, character: position.character - word.length }, end: position };
  const isLineStart = before.slice(0, before.length - word.length).trim() === '';
  if (isLineStart)
    return PATTERNS.map(({ kind, title, snippet }) => ({
      label: kind,
      detail: title,
      kind: CompletionItemKind.Snippet,
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range, newText: snippet },
    }));
  const stated = commitments.flatMap(({ commitment }) => (commitment.kind === 'severity' ? [commitment.level] : []));
  const severities = stated.length > 0 ? [...new Set(stated)] : USUAL_SEVERITIES;
  return [
    ...METRIC_NAMES.map((name) => ({
      label: name,
      detail: 'metric',
      kind: CompletionItemKind.Value,
      textEdit: { range, newText: name },
    })),
    ...severities.map((level) => ({
      label: level,
      detail: 'severity',
      kind: CompletionItemKind.EnumMember,
      textEdit: { range, newText: level },
    })),
  ];
}
