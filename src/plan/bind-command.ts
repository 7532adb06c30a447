/**
 * Fills what a guide's command leaves open. A value is put into shell text, so it must not be able to become code:
 * only values of a plain charset are taken, and `$NAME` is left to the shell where the environment has it.
 */
export interface BoundCommand {
  /** The command to run; null while something in it is unbound. */
  readonly bound: string | null;
  /** Placeholders as they were given that still stand open, each once. */
  readonly unbound: readonly string[];
  /** Sentences about bindings that were refused. */
  readonly problems: readonly string[];
}

/** What may be put into a command's text without being able to end a word or begin a substitution. */
export const SAFE_VALUE = /^[A-Za-z0-9._:/@+=,-]*$/;

/**
 * @param placeholders as the compiler names them: `{suffix}`, `<pod-name>`, `$APP_NAME`; a bare name means any form.
 * @param values by bare name.
 * @param addresses as the guide writes them → where they are; longest first, each place replaced once.
 * @param environment variables that the command will run with; `$NAME` of one of these is bound.
 */
export function bindCommand(
  source: string,
  placeholders: readonly string[],
  values: Readonly<Record<string, string>>,
  addresses: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): BoundCommand {
  const problems: string[] = [];
  const names = [...new Set(placeholders.map(placeholderName))];
  const safeValues = new Map<string, string>();
  for (const name of names) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) continue;
    if (SAFE_VALUE.test(value)) safeValues.set(name, value);
    else problems.push(refusedBinding(`values.${name}`));
  }
  const fill = (text: string) => names.reduce((filled, name) => fillName(filled, name, safeValues.get(name)), text);

  const safeAddresses = new Map<string, string>();
  for (const [written, actual] of Object.entries(addresses)) {
    if (SAFE_VALUE.test(actual)) safeAddresses.set(fill(written), actual);
    else if (source.includes(written)) problems.push(refusedBinding(`addresses."${written}"`));
  }
  // Filling comes first, in the addresses' keys too: a key may be written with `{suffix}` or without.
  const bound = replaceAddresses(fill(source), safeAddresses);
  const unbound = [...new Set(placeholders)].filter((placeholder) => standsOpen(bound, placeholder, environment));
  return { bound: unbound.length === 0 && problems.length === 0 ? bound : null, unbound, problems };
}

/** `{suffix}`, `<suffix>`, `$suffix` and `${suffix}` → `suffix`. */
export function placeholderName(placeholder: string): string {
  return placeholder.replace(/^(?:\$\{|[{<$])/, '').replace(/[}>]$/, '');
}

function fillName(text: string, name: string, value: string | undefined): string {
  if (value === undefined) return text;
  return text.replace(bracketed(name), () => value).replace(variable(name), () => value);
}

function standsOpen(text: string, placeholder: string, environment: Readonly<Record<string, string>>): boolean {
  const name = placeholderName(placeholder);
  if (bracketed(name).test(text)) return true;
  return !Object.hasOwn(environment, name) && variable(name).test(text);
}

/** `{name}` and `<name>`, but not the `{name}` of the shell's `${name}`. */
function bracketed(name: string): RegExp {
  const literal = escapeLiteral(name);
  return new RegExp(`(?<!\\$)\\{${literal}\\}|<${literal}>`, 'g');
}

/** `$name` and `${name}`, but neither `\$name` nor `$names`. */
function variable(name: string): RegExp {
  const literal = escapeLiteral(name);
  return new RegExp(`(?<!\\\\)\\$(?:\\{${literal}\\}|${literal}(?![A-Za-z0-9_]))`, 'g');
}

function replaceAddresses(text: string, addresses: ReadonlyMap<string, string>): string {
  const written = [...addresses.keys()].filter((key) => key !== '').sort((a, b) => b.length - a.length);
  if (written.length === 0) return text;
  // A host inside a longer host is another host: `api.example.com` is not in `my-api.example.com`.
  const pattern = `(?<![A-Za-z0-9._-])(?:${written.map(escapeLiteral).join('|')})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`;
  return text.replace(new RegExp(pattern, 'g'), (match) => addresses.get(match) ?? match);
}

function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function refusedBinding(where: string): string {
  return `${where} in runproof.yaml is not put into a command: only letters, digits and . _ : / @ + = , - are, so that a value cannot become code. Give it under commands.environment and write $NAME in the guide instead.`;
}
