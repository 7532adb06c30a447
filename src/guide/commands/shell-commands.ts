/** One command of a shell block, with its continuation lines, its quoted lines and what it is fed joined. */
export interface ShellCommand {
  readonly line: number;
  readonly endLine: number;
  /** Without its comment. */
  readonly text: string;
  /** The same with what stands in quotes blanked out: an argument is no command. */
  readonly bare: string;
  /** Comment lines right above it, and the one behind it. */
  readonly comment: string;
  /** The here-document that it reads; empty without one. */
  readonly input: string;
}

/** Longer than any command that a person types; what comes after it is not looked at. */
const MOST_CHARACTERS = 4000;
/** Longer than what is fed to a command by hand. */
const MOST_CHARACTERS_FED = 20_000;
/** A quote that is not closed within so many lines is an apostrophe. */
const MOST_QUOTED_LINES = 60;
const HEREDOC = /<<-?\s*(['"]?)(\w+)\1/;

/**
 * The commands of a block, in order.
 *
 * @param source of the block; lines that begin with a prompt ("$ ") are read without it
 * @param firstLine the number that the block's first line has
 */
export function shellCommandsIn(source: string, firstLine = 1): ShellCommand[] {
  const rows = source.split('\n');
  const commands: ShellCommand[] = [];
  let comments: string[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const text = rows[at]!.trim();
    if (text === '') comments = [];
    else if (text.startsWith('#')) comments.push(text.replace(/^#+\s*/, ''));
    else {
      const read = commandAt(rows, at);
      const { input, last } = inputOf(read.text, rows, read.last);
      const comment = [...comments, read.comment].filter(Boolean).join(' ');
      const bare = withoutQuoted(read.text);
      commands.push({ line: firstLine + at, endLine: firstLine + read.last, text: read.text, bare, comment, input });
      comments = [];
      at = last;
    }
  }
  return commands;
}

interface Joined {
  readonly text: string;
  readonly comment: string;
  /** Index of its last row. */
  readonly last: number;
}

/** Joins what a backslash or an open quote continues. */
function commandAt(rows: readonly string[], first: number): Joined {
  let joined = '';
  let last = first;
  for (let at = first; at < rows.length; at += 1) {
    const { code, comment, quote } = apart(withoutPrompt(rows[at]!));
    const closes = quote === '' ? at : closingRow(rows, at, quote);
    const said = closes === at || closes === null ? code : quotedUntil(rows, at, closes);
    if (joined.length < MOST_CHARACTERS) joined += `${joined ? ' ' : ''}${said.replace(/\\$/, '').trim()}`;
    last = closes ?? at;
    const end = closes === null || closes === at ? code : rows[closes]!.trimEnd();
    if (!end.endsWith('\\')) return { text: joined.slice(0, MOST_CHARACTERS), comment, last };
    at = last;
  }
  return { text: joined.slice(0, MOST_CHARACTERS), comment: '', last };
}

const withoutPrompt = (row: string): string => row.trim().replace(/^\$\s+/, '');

/** The row in which a quote that is open at the end of a row is closed; null where it is an apostrophe. */
function closingRow(rows: readonly string[], from: number, quote: string): number | null {
  const until = Math.min(rows.length, from + MOST_QUOTED_LINES);
  for (let at = from + 1; at < until; at += 1) if (rows[at]!.includes(quote)) return at;
  return null;
}

const quotedUntil = (rows: readonly string[], from: number, to: number): string =>
  [withoutPrompt(rows[from]!), ...rows.slice(from + 1, to + 1)].join('\n');

/** What stands between `<<WORD` and the row that says WORD. */
function inputOf(text: string, rows: readonly string[], after: number): { input: string; last: number } {
  const word = HEREDOC.exec(text)?.[2];
  if (word === undefined) return { input: '', last: after };
  let last = after + 1;
  while (last < rows.length && rows[last]!.trim() !== word) last += 1;
  return {
    input: rows
      .slice(after + 1, last)
      .join('\n')
      .slice(0, MOST_CHARACTERS_FED),
    last,
  };
}

const withoutQuoted = (text: string): string =>
  text.replace(/(?<!\$\()(?:'[^']*'|"[^"$]*")/g, (quoted) => quoted[0] + '_'.repeat(quoted.length - 2) + quoted[0]);

/** `df -h  # how full` → code and comment; a `#` within quotes or words is none. `quote` is what stays open. */
function apart(text: string): { code: string; comment: string; quote: string } {
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\\' && quote !== "'") at += 1;
    else if (quote) quote = sign === quote ? '' : quote;
    else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === '#' && /\s/.test(text[at - 1] ?? ' '))
      return { code: text.slice(0, at).trimEnd(), comment: text.slice(at + 1).trim(), quote: '' };
  }
  return { code: text, comment: '', quote };
}
