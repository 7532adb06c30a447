/** `{suffix}`, but neither `${…}`, JSON, a jq filter, a Go template nor a brace expansion. */
const BRACED = /(?<![$\\{\w"'])\{([A-Za-z][\w-]*)\}(?!\})|(?<=[\w/."'-])(?<!\$)\{([A-Za-z][\w-]*)\}(?!\})/g;
/** `f'{name}: {count}'` of Python, which fills in its own. */
const FORMATTED = /(?<![\w-])f(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g;
/** `<pod-name>`, but no redirection (`< file >`), no `<<EOF`, no HTML end tag. */
const ANGLED = /(?<![<\w])<([A-Za-z][\w .-]{0,40}?)>(?!>)/g;
/** `$NAME`, `${NAME}`, `${NAME:-default}` (which has a value and is none). */
const VARIABLE = /(?<!\\)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

const ASSIGNED = /(?:^|[;&|(\s])(?:export\s+|local\s+|readonly\s+|declare\s+(?:-\w+\s+)?)?([A-Za-z_]\w*)=/gm;
const BOUND_BY_LOOP = /\b(?:for|select)\s+([A-Za-z_]\w*)\s+in\b|\bread\s+(?:-\w+\s+(?:"[^"\n]*"\s+)?)*([A-Za-z_]\w*)/g;
/** Set by every shell. */
const OF_THE_SHELL = new Set([
  'PATH',
  'HOME',
  'USER',
  'PWD',
  'OLDPWD',
  'SHELL',
  'HOSTNAME',
  'RANDOM',
  'SECONDS',
  'LINENO',
  'IFS',
  'UID',
  'PPID',
  'TMPDIR',
  'LANG',
  'TERM',
]);

/**
 * What somebody must give before a command can run, in order of appearance, each once.
 *
 *   "systemctl status {unit}"                  → ["{unit}"]
 *   "ssh <web-host> uptime"                    → ["<web-host>"]
 *   "pg_dump $DATABASE_URL > b_$(date +%F).sql" → ["$DATABASE_URL"]
 *   "N=3; echo $N $1 $?"                       → []
 */
export function placeholdersIn(source: string, shell: boolean): string[] {
  const found: { name: string; at: number }[] = [];
  const formatted = [...source.matchAll(FORMATTED)].map((m) => [m.index, m.index + m[0].length] as const);
  for (const m of source.matchAll(BRACED))
    if (!formatted.some(([from, to]) => m.index > from && m.index < to)) found.push({ name: m[0], at: m.index });
  for (const m of source.matchAll(ANGLED)) found.push({ name: m[0], at: m.index });
  if (shell) {
    const literal = literalIn(source);
    const own = new Set([...source.matchAll(ASSIGNED)].filter((m) => !assignsItself(source, m)).map((m) => m[1]));
    for (const m of source.matchAll(BOUND_BY_LOOP)) own.add(m[1] ?? m[2]);
    for (const m of source.matchAll(VARIABLE)) {
      const name = (m[1] ?? m[2])!;
      if (!own.has(name) && !OF_THE_SHELL.has(name) && !literal[m.index]) found.push({ name: `$${name}`, at: m.index });
    }
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ name }) => name))];
}

/** `KEY=${KEY}` names what must be given; it does not give it. */
function assignsItself(source: string, assignment: RegExpMatchArray): boolean {
  const name = assignment[1]!;
  const value = source.slice(
    assignment.index! + assignment[0].length,
    assignment.index! + assignment[0].length + name.length + 5,
  );
  return new RegExp(`^["']?\\$\\{?${name}\\b`).test(value);
}

/** For each character, whether the shell takes it literally: within single quotes that no double quotes enclose. */
function literalIn(source: string): Uint8Array {
  const literal = new Uint8Array(source.length);
  let quote = '';
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at]!;
    literal[at] = quote === "'" ? 1 : 0;
    // A quote left open at the end of a line is an apostrophe more often than a string of several lines.
    if (sign === '\n') quote = '';
    else if (sign === '\\' && quote !== "'") at += 1;
    else if (quote === sign) quote = '';
    else if (quote === '' && (sign === "'" || sign === '"')) quote = sign;
  }
  return literal;
}
