import { HostError } from '../host-error.ts';

/**
 * The part of JMESPath (https://jmespath.org/specification.html) that the guides' `--query` uses: `a.b[0]`, `[]`, `length(@)`,
 * `[?contains(name, 'x')]`, `[?name == 'x']`, `{Label: path}`.
 */
export function query(value: unknown, expression: string): unknown {
  let rest = expression.trim();
  if (rest === '' || rest === '@') return value;
  if (rest === 'length(@)') return Array.isArray(value) ? value.length : Object.keys(value as object).length;
  let current = value;
  while (rest !== '') {
    rest = rest.replace(/^\./, '');
    let match = /^([A-Za-z_][A-Za-z0-9_]*|"[^"]+")/.exec(rest);
    if (match) {
      current = field(current, match[1]!.replaceAll('"', ''));
      rest = rest.slice(match[0].length);
      continue;
    }
    match = /^\[(-?\d+)\]/.exec(rest);
    if (match) {
      current = Array.isArray(current) ? (current.at(Number(match[1])) ?? null) : null;
      rest = rest.slice(match[0].length);
      continue;
    }
    match = /^\[(?:\*|\?([^\]]+))?\]/.exec(rest);
    if (match) {
      const condition = match[1];
      const items = Array.isArray(current) ? (current as unknown[]) : [];
      const kept = condition === undefined ? items : items.filter((item) => holds(item, condition.trim()));
      const after = rest.slice(match[0].length);
      return after === '' ? kept : kept.map((item) => query(item, after.replace(/^\./, '')));
    }
    match = /^\{([^{}]+)\}$/.exec(rest);
    if (match) return Object.fromEntries(match[1]!.split(',').map((part) => labelled(current, part)));
    throw new HostError(`--query: this stand-in does not read "${rest}" of "${expression}".`, { exitCode: 1 });
  }
  return current;
}

function field(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object') return null;
  return (value as Record<string, unknown>)[name] ?? null;
}

function labelled(value: unknown, part: string): [string, unknown] {
  const at = part.indexOf(':');
  return [part.slice(0, at).trim(), query(value, part.slice(at + 1).trim())];
}

function holds(item: unknown, condition: string): boolean {
  const contains = /^contains\(([^,]+),\s*'([^']*)'\)$/.exec(condition);
  if (contains) return textOf(query(item, contains[1]!.trim())).includes(contains[2]!);
  const equals = /^([^=!]+?)\s*(==|!=)\s*['`]([^'`]*)['`]$/.exec(condition);
  if (equals) return (textOf(query(item, equals[1]!)) === equals[3]) === (equals[2] === '==');
  throw new HostError(`--query: this stand-in does not read the condition "${condition}".`, { exitCode: 1 });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
