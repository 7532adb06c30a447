import { createRequire } from 'node:module';
import type { LineCounter, YAMLMap } from 'yaml';
import type { Part } from '../document/part.ts';

type Yaml = typeof import('yaml');
let loaded: Yaml | null = null;
/** Loaded at the first block of YAML: most guides have none, and loading it takes longer than reading them. */
function yaml(): Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as Yaml;
  return loaded;
}

/** A block longer than this is a file, not an example; reading it whole would cost more than it says. */
const MOST_CHARACTERS = 60_000;

/** A mapping of a YAML block, with its lines in the guide. */
export interface YamlMap {
  readonly line: number;
  readonly endLine: number;
  text(...path: readonly string[]): string | null;
  number(...path: readonly string[]): number | null;
  maps(...path: readonly string[]): YamlMap[];
  /** The plain values of a list, or the one that stands in its place. */
  texts(...path: readonly string[]): string[];
  /** Keys whose values are mappings: resources by their names. */
  members(...path: readonly string[]): (readonly [string, YamlMap])[];
  /** The mapping itself and every one within it, in order. */
  all(): YamlMap[];
  /** Every key with a plain value, at any depth, in order; a list of one plain value counts as that value. */
  leaves(): (readonly [string, string])[];
  /** Keys with plain values, and their lines: labels, annotations. */
  entries(...path: readonly string[]): readonly (readonly [key: string, value: string, line: number])[];
}

/** A block's mappings, and where it is broken. */
interface ReadBlock {
  readonly maps: readonly YamlMap[];
  readonly fault: YamlFault | null;
}

/** Where YAML or JSON breaks off; what stands before it is read. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

/** A block that several readers look at is parsed once. */
const read = new WeakMap<Part, ReadBlock>();

/**
 * The mappings that a block of YAML or JSON holds, one a document (or one an entry, where the document is a list); none
 * where it cannot be read. What a template would put in stands as `«name»`.
 */
export const yamlIn = (fence: Part): readonly YamlMap[] => blockOf(fence).maps;

/** The first fault of a block; null for one that is whole, or no YAML. */
export const yamlFaultIn = (fence: Part): YamlFault | null => blockOf(fence).fault;

const NOTHING: ReadBlock = { maps: [], fault: null };

function blockOf(fence: Part): ReadBlock {
  const known = read.get(fence);
  if (known) return known;
  const block = looksLikeYaml(fence) ? parsed(fence) : NOTHING;
  read.set(fence, block);
  return block;
}

const looksLikeYaml = ({ language, text }: Part): boolean =>
  text.length <= MOST_CHARACTERS &&
  (language === 'json'
    ? /^\s*[{[]/.test(text)
    : /^(?:ya?ml|helm|gotmpl|jinja2?|k8s|kubernetes|alertmanager|te?xt|)$/.test(language ?? '') &&
      /^\s*(?:- )?["']?[\w.-]+["']?:(?:\s|$)/m.test(text));

function parsed(fence: Part): ReadBlock {
  const { isMap, isSeq, LineCounter, parseAllDocuments } = yaml();
  const counter = new LineCounter();
  try {
    const documents = parseAllDocuments(withoutTemplates(fence.text), {
      lineCounter: counter,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    if (!Array.isArray(documents)) return NOTHING;
    const maps = documents.flatMap(({ contents }) => {
      const nodes = isSeq(contents) ? contents.items : [contents];
      return nodes.flatMap((node) => (isMap(node) ? [viewOf(node, fence.line, counter)] : []));
    });
    const [first] = documents.flatMap(({ errors }) => errors);
    const line = fence.line + (first ? counter.linePos(first.pos[0]).line : 0);
    return { maps, fault: first ? { line, message: first.message.split(/ at line |\n/)[0]! } : null };
  } catch {
    // A block that is no YAML says nothing to these readers.
    return NOTHING;
  }
}

/** A line that only a template engine reads is left empty; a value that it puts in becomes `«name»`. */
function withoutTemplates(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  return text
    .replace(
      /^[ \t]*(?:\{\{-?\s*(?:if|else|end|range|with|define|include|template|toYaml|\/\*)[^\n]*\}\}|\{%[^\n]*%\})[ \t]*$/gm,
      '',
    )
    .replace(
      /\{\{[^{}\n]{0,300}\}\}/g,
      (template) => `«${/([\w-]+)[^\w]*$/.exec(template.replace(/\|.*|["'].*/, ''))?.[1] ?? 'value'}»`,
    );
}

/** Deeper than any file that somebody writes. */
const DEEPEST = 30;

function mapsOf(node: unknown, depth: number): YAMLMap[] {
  const { isMap, isSeq } = yaml();
  if (depth > DEEPEST) return [];
  if (isSeq(node)) return node.items.flatMap((item) => mapsOf(item, depth + 1));
  return isMap(node) ? [node, ...node.items.flatMap(({ value }) => mapsOf(value, depth + 1))] : [];
}

function leavesOf(node: unknown, depth: number): (readonly [string, string])[] {
  const { isMap, isScalar, isSeq } = yaml();
  if (depth > DEEPEST) return [];
  if (isSeq(node)) return node.items.flatMap((item) => leavesOf(item, depth + 1));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const said = isScalar(value) ? plain(value.value) : null;
    return said === null ? leavesOf(value, depth + 1) : [[String(key.value), said] as const];
  });
}

const plain = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : null;

/** @param from where it begins, if that is before its first key */
function viewOf(map: YAMLMap, fenceLine: number, counter: LineCounter, from?: number): YamlMap {
  const { isMap, isScalar, isSeq } = yaml();
  const [start, end] = map.range ?? [0, 0];
  const at = (path: readonly string[]): unknown => (path.length === 0 ? map : map.getIn(path, true));
  return {
    line: fenceLine + counter.linePos(from ?? start).line,
    endLine: fenceLine + counter.linePos(Math.max(start, end - 1)).line,
    text: (...path) => {
      const node = at(path);
      return isScalar(node) ? plain(node.value) : null;
    },
    number: (...path) => {
      const node = at(path);
      const value = isScalar(node) ? Number(node.value) : Number.NaN;
      return Number.isFinite(value) ? value : null;
    },
    maps: (...path) => {
      const node = at(path);
      const items = isSeq(node) ? node.items : [node];
      return items.flatMap((item) => (isMap(item) ? [viewOf(item, fenceLine, counter)] : []));
    },
    members: (...path) => {
      const node = at(path);
      return isMap(node)
        ? node.items.flatMap(({ key, value }) =>
            isScalar(key) && isMap(value)
              ? [[String(key.value), viewOf(value, fenceLine, counter, key.range?.[0])] as const]
              : [],
          )
        : [];
    },
    all: () => mapsOf(map, 0).map((each) => viewOf(each, fenceLine, counter)),
    leaves: () => leavesOf(map, 0),
    texts: (...path) => {
      const node = at(path);
      const items = isSeq(node) ? node.items : [node];
      return items.flatMap((item) => {
        const said = isScalar(item) ? plain(item.value) : null;
        return said === null ? [] : [said];
      });
    },
    entries: (...path) => {
      const node = at(path);
      return isMap(node)
        ? node.items.flatMap(({ key, value }) =>
            isScalar(key) && isScalar(value)
              ? [
                  [
                    String(key.value),
                    String(value.value),
                    fenceLine + counter.linePos(key.range?.[0] ?? 0).line,
                  ] as const,
                ]
              : [],
          )
        : [];
    },
  };
}
