import { distance } from 'fastest-levenshtein';
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type Bindings, bindingsSchema } from './bindings.ts';

/** What is wrong with a bindings file, in one sentence with its place. */
export interface BindingsProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type LoadedBindings =
  | { readonly ok: true; readonly bindings: Bindings }
  | { readonly ok: false; readonly problems: readonly BindingsProblem[] };

/** Reads `runproof.yaml`: YAML, then `${NAME}` from the environment, then the schema. All problems are reported together. */
export function loadBindings(text: string, environment: Readonly<Record<string, string | undefined>>): LoadedBindings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0)
    return {
      ok: false,
      problems: document.errors.map((error) => ({ ...place(error.pos[0]), message: yamlMessage(error.message) })),
    };

  // No anchors: nothing in these files is long enough to repeat, and a few lines of them can fill the memory.
  const aliases: BindingsProblem[] = [];
  visit(document, {
    Alias: (_key, { range, source }) => {
      aliases.push({ ...place(range?.[0]), message: `*${source}: anchors are not read here; write it out` });
      return visit.BREAK;
    },
  });
  if (aliases.length > 0) return { ok: false, problems: aliases };

  const problems: BindingsProblem[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const { value, unset } = expand(node.value, environment);
      node.value = value;
      for (const name of unset)
        problems.push({
          ...place(node.range?.[0]),
          message: `the environment variable ${name} is not set; set it, or write \${${name}:-default}`,
        });
    },
  });
  const parsed = bindingsSchema.safeParse(document.toJS() ?? {});
  if (!parsed.success)
    for (const issue of parsed.error.issues)
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys)
          problems.push({ ...place(keyOffset(document, issue.path, key)), message: unknownKey(issue.path, key) });
      else
        problems.push({ ...place(offsetOf(document, issue.path)), message: `${prefix(issue.path)}${issue.message}` });
  if (!parsed.success || problems.length > 0)
    return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) };
  return { ok: true, bindings: parsed.data };
}

/** Fills `${NAME}` and `${NAME:-default}`; `$${` stands for a literal `${`. */
export function expand(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): { value: string; unset: string[] } {
  const unset: string[] = [];
  const value = text.replace(
    /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g,
    (whole, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return '${';
      const found = environment[name];
      if (found !== undefined && found !== '') return found;
      if (fallback === undefined) unset.push(name);
      return fallback ?? whole;
    },
  );
  return { value, unset };
}

function yamlMessage(message: string): string {
  return `this is not YAML: ${message.split('\n')[0] ?? message}`;
}

/** Where the value at `path` stands, or the nearest thing above it that stands somewhere. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isScalar(node) || (node !== null && typeof node === 'object' && 'range' in node))
      return (node as { range?: readonly number[] | null }).range?.[0];
  }
  return undefined;
}

/** Where a key stands that the schema does not know, in the map at `path`. */
function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number | undefined {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
  return isScalar(pair?.key) ? pair.key.range?.[0] : offsetOf(document, path);
}

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const known = knownKeys(path);
  const near = nearest(key, known);
  return `${prefix(path)}unknown key \`${key}\`; ${near === null ? `known here: ${known.join(', ')}` : `did you mean \`${near}\`?`}`;
}

function prefix(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: unknown = bindingsSchema;
  for (const part of path) {
    const inner = unwrap(schema);
    schema = typeof part === 'number' ? inner.element : inner.shape?.[String(part)];
  }
  return Object.keys(unwrap(schema).shape ?? {});
}

interface SchemaNode {
  readonly shape?: Record<string, unknown>;
  readonly element?: unknown;
}

/** Looks through `.default()`, `.prefault()` and `.optional()` to the object or array inside. */
function unwrap(schema: unknown): SchemaNode {
  let node = schema as { _zod?: { def?: { innerType?: unknown } } } & SchemaNode;
  while (node?._zod?.def?.innerType !== undefined) node = node._zod.def.innerType as typeof node;
  return node ?? {};
}

function nearest(word: string, candidates: readonly string[]): string | null {
  const [best] = candidates
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .toSorted((a, b) => a.away - b.away);
  return best !== undefined && best.away <= Math.max(2, word.length / 3) ? best.candidate : null;
}
