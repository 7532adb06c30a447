import { isDeepStrictEqual } from 'node:util';
import { parse, parseDocument } from 'yaml';
import { appendToBlock, replaceValue } from './splice-bindings.ts';
import { uncomment } from './uncomment-bindings.ts';

/** Keys from the top of the file; a number is a place in a list, `-` the end of one. */
export type BindingPath = readonly (string | number)[];

export type EditedBindings =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** What may be written from outside. Programs that run (`faults`), the guide's own path and the id are not. */
const EDITABLE: readonly string[] = [
  'values',
  'addresses',
  'baseUrl',
  'targets',
  'services',
  'scrape',
  'metrics',
  'people',
  'notify',
  'escalation',
  'observe',
  'timeZone',
  'environment',
  'system',
];
const COMMAND_SETTINGS_EDITABLE: readonly string[] = ['environment', 'timeoutSeconds'];

/**
 * Writes one entry of `runproof.yaml` as a person would: nothing else in the text moves, comments stay, and a line that
 * `runproof init` left commented out is taken into use where there is one. Several ways are tried, plainest first; the
 * first whose text reads as exactly what was asked for is taken. The values are not judged: load what comes out.
 *
 * @param value null takes the entry out
 */
export function editBindings(text: string, path: BindingPath, value: unknown): EditedBindings {
  const refusal = refusedPath(path);
  if (refusal !== null) return { ok: false, message: refusal };
  const source = text.replaceAll('\r\n', '\n');
  const document = parseDocument(source, { prettyErrors: false });
  if (document.errors.length > 0)
    return { ok: false, message: 'runproof.yaml is not YAML as it stands; mend that first.' };
  const current: unknown = document.toJS() ?? {};
  const whole = placeOf(path, current);
  const wanted = withValue(current, whole, value);
  if (wanted === undefined)
    return { ok: false, message: `${path.join('.')} does not fit what stands in runproof.yaml.` };

  const ways =
    value === null
      ? []
      : [
          () => replaceValue(source, whole, value),
          () => uncomment(source, whole, value),
          () => appendToBlock(source, whole, value),
        ];
  for (const way of [...ways, () => rewritten(source, whole, value)]) {
    const candidate = way();
    if (candidate === null || !readsAs(candidate, wanted)) continue;
    return { ok: true, text: text.includes('\r\n') ? candidate.replaceAll('\n', '\r\n') : candidate };
  }
  return { ok: false, message: `${path.join('.')} cannot be written into runproof.yaml; write it there by hand.` };
}

function refusedPath(path: BindingPath): string | null {
  const [first, second] = path;
  if (path.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype'))
    return 'A binding cannot have this name.';
  const allowed =
    first === 'commands'
      ? COMMAND_SETTINGS_EDITABLE.includes(String(second))
      : typeof first === 'string' && EDITABLE.includes(first);
  return allowed ? null : `${path.join('.')} is not written from here; edit it in runproof.yaml.`;
}

/** The path with `-` as the place after the last entry. */
function placeOf(path: BindingPath, current: unknown): BindingPath {
  let node = current;
  return path.map((part) => {
    const place = part === '-' ? (Array.isArray(node) ? node.length : 0) : part;
    node = (node as Record<string | number, unknown> | undefined)?.[place];
    return place;
  });
}

/** A copy with the value at the path; undefined where a part of the path is something else already. */
function withValue(node: unknown, [part, ...rest]: BindingPath, value: unknown): unknown {
  if (part === undefined) return value;
  if (typeof part === 'number') {
    const list: unknown[] = node === undefined || node === null ? [] : Array.isArray(node) ? [...node] : [];
    if ((node !== undefined && node !== null && !Array.isArray(node)) || part > list.length) return undefined;
    if (rest.length === 0 && value === null) return list.toSpliced(part, 1);
    const inner = withValue(list[part], rest, value);
    if (inner === undefined) return undefined;
    list[part] = inner;
    return list;
  }
  if (node !== undefined && node !== null && (typeof node !== 'object' || Array.isArray(node))) return undefined;
  const map: Record<string, unknown> = { ...node };
  if (rest.length === 0 && value === null) {
    delete map[part];
    return map;
  }
  const inner = withValue(map[part], rest, value);
  if (inner === undefined) return undefined;
  map[part] = inner;
  return map;
}

function readsAs(text: string, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(parse(text), wanted);
  } catch {
    return false;
  }
}

/** Through the document: comments and order stay, spacing may not. */
function rewritten(source: string, path: BindingPath, value: unknown): string | null {
  const document = parseDocument(source, { prettyErrors: false });
  if (document.contents === null) return null;
  if (value === null) document.deleteIn(path);
  else {
    for (let length = 1; length < path.length; length += 1)
      if (document.getIn(path.slice(0, length)) === undefined || document.getIn(path.slice(0, length)) === null)
        document.setIn(path.slice(0, length), document.createNode(typeof path[length] === 'number' ? [] : {}));
    document.setIn(path, document.createNode(value));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
