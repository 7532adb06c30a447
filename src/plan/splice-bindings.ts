import { isCollection, isMap, isSeq, type Node, parseDocument, stringify, visit } from 'yaml';
import type { BindingPath } from './edit-bindings.ts';

/** A value on one line, as a person would write it: plain where it can be, quoted where it must be. */
export function inlineYaml(value: unknown): string {
  if (typeof value === 'string' && /[^\P{C}]|[^\S ]|^\s|\s$/u.test(value)) return JSON.stringify(value);
  const node = parseDocument('').createNode(value, { flow: true });
  // A plain `a: b` or `#` is refused by the reader in some places: strings are quoted inside braces and brackets.
  if (isCollection(node))
    visit(node, {
      Scalar(key, scalar) {
        if (key !== 'key' && typeof scalar.value === 'string' && !/^[\w@.+ -]+$/.test(scalar.value))
          scalar.type = 'QUOTE_DOUBLE';
      },
    });
  return stringify(node, { lineWidth: 0, flowCollectionPadding: true }).replace(/\n$/, '');
}

export function yamlKey(name: string): string {
  return inlineYaml(name);
}

/** Puts another value where one stands. null where none does. */
export function replaceValue(source: string, path: BindingPath, value: unknown): string | null {
  const node = parseDocument(source).getIn(path, true) as Node | undefined;
  const range = node?.range;
  if (!range || (isCollection(node) && node.flow !== true)) return null;
  const [start, end] = range;
  // An empty value ends right after its colon.
  const gap = start === end && source[start - 1] === ':' ? ' ' : '';
  return source.slice(0, start) + gap + inlineYaml(value) + source.slice(end);
}

/** Adds an entry at the end of the collection that the path leads to, or with a new one at the end of the file. */
export function appendToBlock(source: string, path: BindingPath, value: unknown): string | null {
  const document = parseDocument(source);
  let depth = path.length - 1;
  while (depth > 0 && !isCollection(document.getIn(path.slice(0, depth), true))) depth -= 1;
  const missing = path.slice(depth);
  const parent = depth === 0 ? document.contents : (document.getIn(path.slice(0, depth), true) as Node);
  if (parent === null) return `${withNewline(source)}${nested(missing, value, '').join('\n')}\n`;
  if (!isCollection(parent) || !parent.range) return null;
  if (parent.flow === true) return appendToFlow(source, parent, missing, value);
  const first = parent.items[0];
  const anchor = isMap(parent) ? parent.items[0]?.key : first;
  const offset = (anchor as Node | undefined)?.range?.[0];
  const last = parent.items.at(-1);
  const tail = isMap(parent) ? ((parent.items.at(-1)?.value ?? parent.items.at(-1)?.key) as Node) : (last as Node);
  if (offset === undefined || !tail?.range) return null;
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const indent = isSeq(parent)
    ? (/^\s*/.exec(source.slice(lineStart, offset))?.[0] ?? '')
    : ' '.repeat(offset - lineStart);
  // After the last entry's own line: comments below it belong to what follows.
  const end = source.indexOf('\n', Math.max(tail.range[0], tail.range[1] - 1));
  const at = end === -1 ? source.length : end;
  const lines = nested(missing, value, indent);
  if (depth === 0) lines.unshift('');
  return `${source.slice(0, at)}\n${lines.join('\n')}${source.slice(at)}${end === -1 ? '\n' : ''}`;
}

function appendToFlow(source: string, parent: Node & { items: unknown[] }, missing: BindingPath, value: unknown) {
  const end = (parent.range?.[1] ?? 0) - 1;
  const inner = missing
    .slice(1)
    .reduceRight<unknown>((held, part) => (typeof part === 'number' ? [held] : { [part]: held }), value);
  const entry = isSeq(parent) ? inlineYaml(inner) : `${yamlKey(String(missing[0]))}: ${inlineYaml(inner)}`;
  const before = source.slice(0, end).trimEnd();
  const padding = isMap(parent) ? ' ' : '';
  const separator = parent.items.length === 0 ? padding : before.endsWith(',') ? ' ' : ', ';
  return `${before}${separator}${entry}${padding}${source.slice(end)}`;
}

/** The lines of an entry with the collections around it that are not there yet. */
function nested([part, ...rest]: BindingPath, value: unknown, indent: string): string[] {
  const head = typeof part === 'number' ? `${indent}-` : `${indent}${yamlKey(String(part))}:`;
  if (rest.length === 0) return [`${head} ${inlineYaml(value)}`];
  return [head, ...nested(rest, value, `${indent}  `)];
}

function withNewline(source: string): string {
  return source === '' || source.endsWith('\n') ? source : `${source}\n`;
}
