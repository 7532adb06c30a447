import type { BindingPath } from './edit-bindings.ts';
import { inlineYaml, yamlKey } from './splice-bindings.ts';

/**
 * Takes a line into use that was left commented out for this: `#   suffix: …   # line 12` under `# values:` becomes
 * `  suffix: blue   # line 12`, with the keys above it where they are commented out too. null where there is no such
 * line.
 */
export function uncomment(source: string, path: BindingPath, value: unknown): string | null {
  const lines = source.split('\n');
  const [key, place] = path;
  if (path.length === 2 && place === 0) {
    // A list on one line: `# services: [my-service]`.
    const whole = new RegExp(`^# ?${escapeLiteral(String(key))}: \\[[^\\]]*\\](\\s+#.*)?$`);
    const line = indexIn(lines, 0, lines.length, (text) => whole.test(text));
    if (line !== null) {
      lines[line] = `${String(key)}: [${inlineYaml(value)}]${whole.exec(lines[line] ?? '')?.[1] ?? ''}`;
      return lines.join('\n');
    }
  }
  let from = 0;
  let to = lines.length;
  for (const [depth, part] of path.entries()) {
    const isLast = depth === path.length - 1;
    const found = isLast ? lineFor(lines, from, to, depth, part, value) : headOf(lines, from, to, depth, part);
    if (found === null) {
      // `# people:` with other people below it: the new one goes right under its head.
      if (!isLast || depth === 0 || !wasCommented(source, lines)) return null;
      lines.splice(from, 0, `${'  '.repeat(depth)}${entry(part, value)}`);
      return lines.join('\n');
    }
    lines[found.line] = isLast
      ? `${'  '.repeat(depth)}${entry(part, value)}${found.note}`
      : (lines[found.line] ?? '').replace(/^# ?/, '');
    from = found.line + 1;
    to = endOfBlock(lines, from, depth);
  }
  return lines.join('\n');
}

function wasCommented(source: string, lines: readonly string[]): boolean {
  return lines.join('\n') !== source;
}

function entry(part: string | number, value: unknown): string {
  return typeof part === 'number' ? `- ${inlineYaml(value)}` : `${yamlKey(part)}: ${inlineYaml(value)}`;
}

interface Found {
  readonly line: number;
  /** The comment after the entry, with the space before it. */
  readonly note: string;
}

/** The line with a key whose entries follow on their own lines, in use or commented out. */
function headOf(
  lines: readonly string[],
  from: number,
  to: number,
  depth: number,
  part: string | number,
): Found | null {
  if (typeof part === 'number') return null;
  const pattern = new RegExp(`^(?:# ?)?${'  '.repeat(depth)}${escapeLiteral(yamlKey(part))}:\\s*(?:#.*)?$`);
  const line = indexIn(lines, from, to, (text) => pattern.test(text));
  return line === null ? null : { line, note: '' };
}

/** The commented line of the entry itself. */
function lineFor(
  lines: readonly string[],
  from: number,
  to: number,
  depth: number,
  part: string | number,
  value: unknown,
): Found | null {
  const key = typeof part === 'number' ? '- ' : `${escapeLiteral(yamlKey(part))}:(?: |$)`;
  const pattern = new RegExp(`^# ?${'  '.repeat(depth)}${key}`);
  const role = (value as { role?: unknown } | null)?.role;
  const line = indexIn(
    lines,
    from,
    to,
    (text) =>
      pattern.test(text) &&
      // Of several people the one with this role.
      (typeof part !== 'number' || (typeof role === 'string' && text.includes(inlineYaml(role)))),
  );
  return line === null ? null : { line, note: /\s+#\s[^#]*$/.exec((lines[line] ?? '').slice(1))?.[0] ?? '' };
}

function indexIn(
  lines: readonly string[],
  from: number,
  to: number,
  matches: (text: string) => boolean,
): number | null {
  for (let line = from; line < to; line += 1) if (matches(lines[line] ?? '')) return line;
  return null;
}

/** Entries of a key are indented deeper, in use or commented out; the first line that is not ends them. */
function endOfBlock(lines: readonly string[], from: number, depth: number): number {
  const inside = new RegExp(`^(?:# ?)?${'  '.repeat(depth + 1)}`);
  for (let line = from; line < lines.length; line += 1) if (!inside.test(lines[line] ?? '')) return line;
  return lines.length;
}

function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
