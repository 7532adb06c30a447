import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** Objectives for Sloth (https://sloth.dev), as its own file or as its Kubernetes object, and for Pyrra. */
export function readSloGenerator(fence: Part): Draft[] {
  if (!/^\s*(?:slos|kind):/m.test(fence.text) || !/\b(?:objective|target)\b["']?:/.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) => {
    if (root.text('kind') === 'ServiceLevelObjective')
      return objective(
        fence,
        root,
        root.text('metadata', 'name') ?? '',
        root.text('spec', 'target'),
        root.text('spec', 'window'),
      );
    const service = root.text('service') ?? root.text('spec', 'service') ?? '';
    return [...root.maps('slos'), ...root.maps('spec', 'slos')].flatMap((slo) =>
      objective(fence, slo, `${service} ${slo.text('name') ?? ''}`, slo.text('objective'), null),
    );
  });
}

/** What a share of good events is a share of: answers that are right, unless the name says that they are fast. */
function shareOfGood(name: string): string {
  const words = name.replace(/[-_]/g, ' ').trim();
  const measured = metricNames(words, ['availability'])[0]!;
  return /^(?:availability|error_rate|failed_requests|request_rate)/.test(measured) ? 'availability' : `x:${words}`;
}

function objective(fence: Part, at: YamlMap, name: string, target: string | null, period: string | null): Draft[] {
  if (target === null || !/^\d+(?:\.\d+)?$/.test(target)) return [];
  const [window] = durationsIn(period ?? '');
  return [
    draft(
      fence,
      {
        kind: 'objective',
        sli: shareOfGood(name),
        op: '>=',
        value: Number(target),
        unit: '%',
        windowS: window ? Math.round(window.seconds) : null,
        environment: null,
      },
      { line: at.line, endLine: at.endLine, text: `${name.trim()}: ${target} %` },
    ),
  ];
}
