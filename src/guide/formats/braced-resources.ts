import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
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
];
const ATTRIBUTE = /\b([A-Za-z_]\w*)\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w.-]+(?:\(\d+\))?))/g;

/** What the resources of a block in Terraform, Bicep or CDK commit to. */
export function readBracedResources(fence: Part): Draft[] {
  const language = LANGUAGES.find(
    ({ language: called, opens }) => called.test(fence.language ?? '') && new RegExp(opens, 'm').test(fence.text),
  );
  if (!language) return [];
  return resourcesIn(fence, language.opens).flatMap((resource) =>
    commitmentsOf(resource).map((fields) =>
      draft(fence, fields, {
        line: resource.line,
        endLine: resource.endLine,
        text: `${resource.type}.${resource.name}`,
      }),
    ),
  );
}

interface OpenResource extends Resource {
  readonly attributes: Map<string, string>;
  depth: number;
}

/** Resources by their braces; one that is not closed is none. */
function resourcesIn(fence: Part, opens: RegExp): Resource[] {
  const found: Resource[] = [];
  let open: OpenResource | null = null;
  for (const [n, raw] of fence.text.split('\n').entries()) {
    const line = raw.replace(/(?:^|\s)(?:#|\/\/).*$/, '');
    const start: RegExpExecArray | null = open ? null : opens.exec(line);
    if (start) open = opened(start, fence.line + 1 + n);
    if (!open) continue;
    for (const [, key, quoted, single, plain] of line.matchAll(ATTRIBUTE)) {
      const attribute = snakeCase(key!);
      if (!open.attributes.has(attribute)) open.attributes.set(attribute, quoted ?? single ?? plain!);
    }
    const unquoted = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
    open.depth += unquoted.split('{').length - unquoted.split('}').length;
    if (open.depth <= 0 && unquoted.includes('}')) {
      found.push({ ...open, endLine: fence.line + 1 + n });
      open = null;
    }
  }
  return found;
}

function opened(start: RegExpExecArray, line: number): OpenResource {
  const { type, name } = start.groups ?? {};
  return { type: type ?? start[1]!, name: name ?? start[2]!, line, endLine: line, attributes: new Map(), depth: 0 };
}
