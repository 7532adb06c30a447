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

/** One command with its continuation lines joined. */
export interface ShellCommand {
  readonly line: number;
  readonly endLine: number;
  /** Without its comment. */
  readonly text: string;
  /** The same with what stands in quotes blanked out: an argument is no command. */
  readonly bare: string;
  /** Comment lines right above it, and the one behind it. */
  readonly comment: string;
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
    commands: language === 'bash' ? commandsOf(rows) : [],
  };
}

const HEREDOC = /<<-?\s*(['"]?)(\w+)\1/;

/** Joins continuation lines, keeps comments with the command below them, passes over here-documents. */
function commandsOf(rows: readonly Row[]): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let comments: string[] = [];
  let started: Row | null = null;
  let joined = '';
  let until: string | null = null;
  for (const row of rows) {
    if (until !== null) {
      if (row.text.trim() === until) until = null;
      continue;
    }
    const text = row.text.trim().replace(/^\$\s+/, '');
    if (started === null && (text === '' || text.startsWith('#'))) {
      if (text === '') comments = [];
      else comments.push(text.replace(/^#+\s*/, ''));
      continue;
    }
    started ??= row;
    const { code, comment } = apart(text);
    joined += `${joined ? ' ' : ''}${code.replace(/\\$/, '').trim()}`;
    if (code.endsWith('\\')) continue;
    commands.push({
      line: started.line,
      endLine: row.line,
      ...said(joined),
      comment: [...comments, comment].filter(Boolean).join(' '),
    });
    until = HEREDOC.exec(joined)?.[2] ?? null;
    started = null;
    joined = '';
    comments = [];
  }
  if (started !== null)
    commands.push({ line: started.line, endLine: rows.at(-1)!.line, ...said(joined), comment: comments.join(' ') });
  return commands;
}

const said = (text: string): Pick<ShellCommand, 'text' | 'bare'> => ({
  text,
  bare: text.replace(
    /(?<!\$\()(?:'[^']*'|"[^"$]*")/g,
    (quoted) => quoted[0] + '_'.repeat(quoted.length - 2) + quoted[0],
  ),
});

/** `df -h  # how full` → code and comment; a `#` within quotes or words is none. */
function apart(text: string): { code: string; comment: string } {
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === '#' && /\s/.test(text[at - 1] ?? ' '))
      return { code: text.slice(0, at).trimEnd(), comment: text.slice(at + 1).trim() };
  }
  return { code: text, comment: '' };
}
