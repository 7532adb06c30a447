import { type ShellCommand, shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import { languageOf } from '../words/language.ts';

/** A fenced block of code. */
export interface Block {
  /** Of the opening fence. */
  readonly line: number;
  readonly endLine: number;
  /** In one spelling: bash, sql, kql …; null where none can be told. */
  readonly language: string | null;
  readonly source: string;
  /** Title of what stands above: a heading, a step, a lead-in. */
  readonly title: string;
  readonly rows: readonly Row[];
  /** The commands of a bash block; empty for other languages. */
  readonly commands: readonly ShellCommand[];
}

export interface Row {
  readonly line: number;
  readonly text: string;
}

export function blocksOf(parts: readonly Part[], lines: readonly string[]): Block[] {
  return parts.filter(({ form }) => form === 'fence').map((part) => blockOf(part, lines));
}

function blockOf(part: Part, lines: readonly string[]): Block {
  const language = languageOf(part.language, part.text);
  const fenced = /^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)*(?:`{3,}|~{3,})/.test(lines[part.line - 1] ?? '');
  const first = fenced ? part.line + 1 : part.line;
  const rows = part.text.split('\n').map((text, n) => ({ line: first + n, text }));
  return {
    line: part.line,
    endLine: part.endLine,
    language,
    source: part.text,
    title: part.parent?.title || part.parent?.text || '',
    rows,
    commands: language === 'bash' ? shellCommandsIn(part.text, first) : [],
  };
}
