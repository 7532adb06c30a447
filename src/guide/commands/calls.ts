/** One program called with its words: `kubectl get pods` of `kubectl get pods | wc -l`. */
export interface Call {
  /** As written, but without assignments, sudo and the like before it. */
  readonly text: string;
  /** The program and its arguments, quotes taken off. */
  readonly words: readonly string[];
  /** Files that it writes to (`> file`, `>> file`). */
  readonly writes: readonly string[];
  /** It reads from a pipe or a file (`< file`). */
  readonly isFed: boolean;
  /** It goes on while the next one runs (`&`). */
  readonly isInBackground: boolean;
}

/** Words that run the command after them. */
const BEFORE = new Set(['sudo', 'time', 'nohup', 'exec', 'command', 'env', 'nice', 'ionice', 'doas', 'then', 'else']);
/** Begin a command within a compound one. */
const OPENS = new Set(['{', '(', '!', 'do', 'if', 'elif', 'while', 'until', ...BEFORE]);
/** Nothing is nested deeper by hand. */
const DEEPEST = 8;

/** The calls of a command line, those of `$(…)` before the one they stand in. */
export function callsIn(text: string, depth = 0): Call[] {
  const calls: Call[] = [];
  let open = newCall(false);
  const close = (at: number, isFedNext: boolean, isInBackground: boolean): void => {
    const call = asCall(open, text.slice(open.start, at), isInBackground);
    if (call) calls.push(call);
    open = newCall(isFedNext);
    open.start = at + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\\') {
      open.word += text[at + 1] ?? '';
      at += 1;
    } else if (sign === "'") {
      const end = endOf(text, at, "'");
      open.word += text.slice(at + 1, end);
      open.isQuoted = true;
      at = end;
    } else if (sign === '"') {
      const end = endOf(text, at, '"');
      const inner = text.slice(at + 1, end);
      if (depth < DEEPEST) calls.push(...substitutedIn(inner, depth));
      open.word += inner.replace(/\\(["\\$`])/g, '$1');
      open.isQuoted = true;
      at = end;
    } else if (sign === '$' && text[at + 1] === '(') {
      const end = closingBracket(text, at + 1);
      if (depth < DEEPEST && text[at + 2] !== '(') calls.push(...callsIn(text.slice(at + 2, end), depth + 1));
      open.word += text.slice(at, end + 1);
      at = end;
    } else if (sign === '`') {
      const end = endOf(text, at, '`');
      if (depth < DEEPEST) calls.push(...callsIn(text.slice(at + 1, end), depth + 1));
      open.word += text.slice(at, end + 1);
      at = end;
    } else if (sign === '|' || sign === ';' || sign === '\n' || (sign === '&' && !isOfRedirect(text, at))) {
      const doubled = text[at + 1] === sign;
      close(at, sign === '|' && !doubled, sign === '&' && !doubled);
      if (doubled) at += 1;
    } else if (sign === '(' && text[at + 1] === '(') at = arithmeticEnd(text, at);
    else if (sign === '(' || sign === ')') close(at, false, false);
    else if (/\s/.test(sign)) endWord(open);
    else open.word += sign;
  }
  close(text.length, false, false);
  return calls;
}

interface OpenCall {
  start: number;
  readonly words: { readonly text: string; readonly isQuoted: boolean }[];
  word: string;
  isQuoted: boolean;
  readonly isPiped: boolean;
}

const newCall = (isPiped: boolean): OpenCall => ({ start: 0, words: [], word: '', isQuoted: false, isPiped });

function endWord(open: OpenCall): void {
  if (open.word !== '' || open.isQuoted) open.words.push({ text: open.word, isQuoted: open.isQuoted });
  open.word = '';
  open.isQuoted = false;
}

/** `2>&1` and `&>` belong to a redirection; `&` alone ends a command. */
const isOfRedirect = (text: string, at: number): boolean =>
  text[at - 1] === '>' || text[at - 1] === '<' || text[at + 1] === '>';

function asCall(open: OpenCall, text: string, isInBackground: boolean): Call | null {
  endWord(open);
  const writes: string[] = [];
  let isFed = open.isPiped;
  const words: string[] = [];
  for (let n = 0; n < open.words.length; n += 1) {
    const { text: word, isQuoted } = open.words[n]!;
    const redirect = isQuoted ? null : /^(\d|&)?(>>?\|?|<<<|<<-?|<)(&?)(.*)$/.exec(word);
    if (!redirect) words.push(word);
    else {
      const isApart = redirect[4] === '' && redirect[3] === '';
      if (isApart) n += 1;
      const target = isApart ? (open.words[n]?.text ?? '') : redirect[4]!;
      if (redirect[2]!.startsWith('<')) isFed = true;
      else if (!redirect[3] && target !== '') writes.push(target);
    }
  }
  let first = 0;
  while (first < words.length && (OPENS.has(words[first]!) || /^[A-Za-z_]\w*\+?=/.test(words[first]!))) {
    const isPrefix = BEFORE.has(words[first]!);
    first += 1;
    while (isPrefix && first < words.length && words[first]!.startsWith('-'))
      first += /^-[ugn]$/.test(words[first]!) ? 2 : 1;
  }
  const said = words.slice(first);
  return said.length === 0 || /^[})]*$/.test(said[0]!)
    ? null
    : { text: text.trim(), words: said, writes, isFed, isInBackground };
}

/** `(( a > b ))` compares and writes nothing. */
function arithmeticEnd(text: string, from: number): number {
  const end = text.indexOf('))', from);
  return end === -1 ? text.length : end + 1;
}

/** Calls within `$(…)` and backticks of a quoted text. */
function substitutedIn(inner: string, depth: number): Call[] {
  const calls: Call[] = [];
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] === '\\') at += 1;
    else if (inner[at] === '$' && inner[at + 1] === '(' && inner[at + 2] !== '(') {
      const end = closingBracket(inner, at + 1);
      calls.push(...callsIn(inner.slice(at + 2, end), depth + 1));
      at = end;
    } else if (inner[at] === '`') {
      const end = endOf(inner, at, '`');
      calls.push(...callsIn(inner.slice(at + 1, end), depth + 1));
      at = end;
    }
  }
  return calls;
}

/** Where a quote that opens at `from` closes; the end of the text where it does not. Double quotes may hold `$("…")`. */
function endOf(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && quote !== "'") at += 1;
    else if (text[at] === quote) return at;
    else if (quote === '"' && text[at] === '$' && text[at + 1] === '(') at = closingBracket(text, at + 1);
  }
  return text.length;
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '\\') at += 1;
    else if (sign === "'") at = Math.max(at, nextOf(text, at));
    else if (sign === '(') depth += 1;
    else if (sign === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** The next single quote; where it stands if there is none. */
const nextOf = (text: string, from: number): number => {
  const next = text.indexOf("'", from + 1);
  return next === -1 ? from : next;
};
