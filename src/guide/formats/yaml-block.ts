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
const MOST_CHARACTERS = 200_000;

/** A mapping of a YAML block, with its lines in the guide. */
export interface YamlMap {
  readonly line: number;
  readonly endLine: number;
  text(...path: readonly string[]): string | null;
  number(...path: readonly string[]): number | null;
  maps(...path: readonly string[]): YamlMap[];
  /** Keys with plain values: labels, annotations. */
  entries(...path: readonly string[]): readonly (readonly [string, string])[];
}

/** The mappings that a YAML block holds, one a document (or one an entry, where the document is a list); none where it cannot be read. */
export function yamlIn(fence: Part): YamlMap[] {
  if (
    !/^(?:ya?ml|)$/.test(fence.language ?? '') ||
    fence.text.length > MOST_CHARACTERS ||
    !/^\s*(?:- )?[\w.-]+:(?:\s|$)/m.test(fence.text)
  )
    return [];
  const { isMap, isSeq, LineCounter, parseAllDocuments } = yaml();
  const counter = new LineCounter();
  try {
    return parseAllDocuments(fence.text, { lineCounter: counter, logLevel: 'silent' }).flatMap(({ contents }) => {
      const nodes = isSeq(contents) ? contents.items : [contents];
      return nodes.flatMap((node) => (isMap(node) ? [viewOf(node, fence.line, counter)] : []));
    });
  } catch {
    // A block that is no YAML says nothing to these readers.
    return [];
  }
}

function viewOf(map: YAMLMap, fenceLine: number, counter: LineCounter): YamlMap {
  const { isMap, isScalar, isSeq } = yaml();
  const [start, end] = map.range ?? [0, 0];
  const at = (path: readonly string[]): unknown => (path.length === 0 ? map : map.getIn(path, true));
  return {
    line: fenceLine + counter.linePos(start).line,
    endLine: fenceLine + counter.linePos(Math.max(start, end - 1)).line,
    text: (...path) => {
      const node = at(path);
      return isScalar(node) && node.value !== null ? String(node.value) : null;
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
    entries: (...path) => {
      const node = at(path);
      return isMap(node)
        ? node.items.flatMap(({ key, value }) =>
            isScalar(key) && isScalar(value) ? [[String(key.value), String(value.value)] as const] : [],
          )
        : [];
    },
  };
}
