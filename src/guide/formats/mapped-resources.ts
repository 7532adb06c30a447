import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { commitmentsOf, snakeCase } from './resource.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** What the resources of a block in CloudFormation or ARM, or a monitor of Datadog as JSON, commit to. */
export function readMappedResources(fence: Part): Draft[] {
  if (!/["']?(?:Type|type)["']?\s*:\s*["']?(?:AWS::|Microsoft\.|[\w -]+ alert\b)/.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) => [
    ...[...root.members('Resources'), ...root.members('resources')].flatMap(([name, resource]) =>
      resource.text('Type')?.startsWith('AWS::') ? read(fence, name, resource.text('Type')!, resource) : [],
    ),
    ...root.all().flatMap((resource) => {
      const type = resource.text('type') ?? '';
      const isMonitor = resource.text('query') !== null && type.endsWith(' alert');
      if (!isMonitor && !type.startsWith('Microsoft.')) return [];
      return read(fence, resource.text('name') ?? type, isMonitor ? 'datadog' : type, resource);
    }),
  ]);
}

function read(fence: Part, name: string, type: string, resource: YamlMap): Draft[] {
  const attributes = new Map<string, string>();
  for (const [key, value] of resource.leaves())
    if (!attributes.has(snakeCase(key))) attributes.set(snakeCase(key), value);
  const { line, endLine } = resource;
  return commitmentsOf({ type, name, attributes, line, endLine }).map((fields) =>
    draft(fence, fields, { line, endLine, text: `${type}.${name}` }),
  );
}
