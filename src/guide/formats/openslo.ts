import type { AlertOp } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { metricNames } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { severityIn } from '../words/severity-name.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

const OPERATORS: ReadonlyMap<string, AlertOp> = new Map(Object.entries({ gt: '>', gte: '>=', lt: '<', lte: '<=' }));

/** Objectives and alert conditions of OpenSLO (https://github.com/OpenSLO/OpenSLO, v1), and of Nobl9, which write alike. */
export function readOpenSlo(fence: Part): Draft[] {
  if (!/^\s*apiVersion:\s*['"]?(?:openslo|n9)\//m.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) =>
    root.text('kind') === 'SLO'
      ? [
          ...objectives(fence, root),
          ...root.maps('spec', 'alertPolicies').flatMap((policy) => conditionsOf(fence, policy)),
        ]
      : root.text('kind') === 'AlertPolicy'
        ? conditionsOf(fence, root)
        : root.text('kind') === 'AlertCondition'
          ? condition(fence, root)
          : [],
  );
}

function objectives(fence: Part, root: YamlMap): Draft[] {
  const [window] = root.maps('spec', 'timeWindow');
  const windowS = seconds(window?.text('duration') ?? null);
  const name = root.text('metadata', 'name') ?? '';
  return root.maps('spec', 'objectives').flatMap((objective) => {
    const target = objective.number('target');
    const percent = target === null ? objective.number('targetPercent') : Number((target * 100).toPrecision(12));
    if (percent === null) return [];
    const called = objective.text('displayName') ?? root.text('spec', 'indicator', 'metadata', 'name') ?? name;
    const sli = metricNames(called, [name, 'availability'])[0]!;
    return [
      draft(
        fence,
        { kind: 'objective', sli, op: '>=', value: percent, unit: '%', windowS, environment: null },
        { line: objective.line, endLine: objective.endLine, text: `${called}: ${percent} %` },
      ),
    ];
  });
}

/** Conditions that stand within the policy, or within the objective it guards. */
const conditionsOf = (fence: Part, policy: YamlMap): Draft[] =>
  policy.maps('spec', 'conditions').flatMap((inner) => condition(fence, inner));

function condition(fence: Part, root: YamlMap): Draft[] {
  const name = root.text('metadata', 'name');
  const value = root.number('spec', 'condition', 'threshold');
  const op = OPERATORS.get(root.text('spec', 'condition', 'op') ?? '') ?? null;
  if (value === null || op === null) return [];
  const kind = root.text('spec', 'condition', 'kind') ?? '';
  return [
    draft(
      fence,
      {
        kind: 'alert',
        name,
        metric: /burn/i.test(kind) ? 'x:burn rate' : metricNames(name ?? kind, [])[0]!,
        op,
        value,
        unit: /burn/i.test(kind) ? 'x' : null,
        windowS:
          seconds(root.text('spec', 'condition', 'alertAfter')) ??
          seconds(root.text('spec', 'condition', 'lookbackWindow')),
        severity: severityIn(root.text('spec', 'severity') ?? ''),
        actions: [],
      },
      { line: root.line, endLine: root.endLine, text: `${name ?? kind}: ${op} ${value}` },
    ),
  ];
}

function seconds(text: string | null): number | null {
  const [first] = durationsIn(text ?? '');
  return first ? Math.round(first.seconds) : null;
}
