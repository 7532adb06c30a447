import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { escalationsOf } from './escalation-policy.ts';
import { commitmentsOf, type Resource, snakeCase } from './resource.ts';

/** How a resource opens, by the languages whose blocks stand in braces. */
const LANGUAGES: readonly { readonly language: RegExp; readonly opens: RegExp }[] = [
  { language: /^(?:hcl|terraform|tf|)$/, opens: /^\s*resource\s+"([\w-]+)"\s+"([\w-]+)"/ },
  { language: /^(?:bicep|)$/, opens: /^\s*resource\s+(?<name>\w+)\s+'(?<type>[\w./]+)@[^']*'/ },
  {
    language: /^(?:ts|typescript|js|javascript)$/,
    opens:
      /\bnew\s+[\w.]*?((?:Metric)?Alarm|ScalableTarget|MetricAlert)\(\s*(?:(?:this|scope|stack)\s*,\s*)?["'`]([\w-]+)["'`]/,
  },
  {
    language: /^(?:py|python3?)$/,
    opens: /\b(?:[\w.]*\.)?(Alarm|ScalableTarget)\(\s*(?:self|scope|stack)\s*,\s*["']([\w-]+)["']/,
  },
];
/** Blocks within a resource that say something by themselves: each is a resource of its own, after the one it is of. */
const RULE = /^\s*(?:rule|metric)\s*\{/;
const ATTRIBUTE = /\b([A-Za-z_]\w*)\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w.-]+(?:\(\d+\))?))/g;

/** What the resources of a block in Terraform, Bicep or CDK commit to. */
export function readBracedResources(fence: Part): Draft[] {
  const language = languageIn(fence);
  if (!language) return [];
  const { resources } = readAll(fence, language.opens);
  return [
    ...resources.map((resource) => ({ resource, fields: commitmentsOf(resource) })),
    ...escalationsOf(resources),
  ].flatMap(({ resource, fields }) => {
    const { line, endLine, type, name } = resource;
    return fields.map((each) => draft(fence, each, { line, endLine, text: `${type}.${name}` }));
  });
}

const languageIn = ({ language, text }: Part): (typeof LANGUAGES)[number] | undefined =>
  LANGUAGES.find(({ language: called, opens }) => called.test(language ?? '') && new RegExp(opens, 'm').test(text));

/** The line of a resource whose braces are not closed; null where all are. */
export function unclosedResourceIn(fence: Part): number | null {
  const language = languageIn(fence);
  return language ? readAll(fence, language.opens).unclosed : null;
}

interface OpenResource extends Resource {
  readonly attributes: Map<string, string>;
  depth: number;
}

/** Resources by their braces; one that is not closed is none. */
function readAll(fence: Part, opens: RegExp): { resources: Resource[]; unclosed: number | null } {
  const found: Resource[] = [];
  let open: OpenResource | null = null;
  let rule: OpenResource | null = null;
  let rules: Resource[] = [];
  for (const [n, raw] of fence.text.split('\n').entries()) {
    const line = raw.replace(/(?:^|\s)(?:#|\/\/).*$/, '');
    const start: RegExpExecArray | null = open ? null : opens.exec(line);
    if (start) open = opened(start, fence.line + 1 + n);
    if (!open) continue;
    if (!rule && RULE.test(line))
      rule = { ...open, depth: 0, type: `${open.type} rule`, attributes: new Map(), line: fence.line + 1 + n };
    for (const [, key, quoted, single, plain] of line.matchAll(ATTRIBUTE)) {
      const attribute = snakeCase(key!);
      const value = quoted ?? single ?? plain!;
      if (!open.attributes.has(attribute)) open.attributes.set(attribute, value);
      if (rule && !rule.attributes.has(attribute)) rule.attributes.set(attribute, value);
    }
    const unquoted = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
    const deeper = unquoted.split(/[({]/).length - unquoted.split(/[)}]/).length;
    open.depth += deeper;
    if (rule) rule.depth += deeper;
    if (rule && rule.depth <= 0) {
      rules.push({ ...rule, endLine: fence.line + 1 + n });
      rule = null;
    }
    if (open.depth <= 0 && /[)}]/.test(unquoted)) {
      found.push({ ...open, endLine: fence.line + 1 + n }, ...rules);
      [open, rule, rules] = [null, null, []];
    }
  }
  return { resources: found, unclosed: open?.line ?? null };
}

function opened(start: RegExpExecArray, line: number): OpenResource {
  const { type, name } = start.groups ?? {};
  return { type: type ?? start[1]!, name: name ?? start[2]!, line, endLine: line, attributes: new Map(), depth: 0 };
}
