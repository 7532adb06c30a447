import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { actionsIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { languageOf } from '../words/language.ts';
import { severityIn } from '../words/severity-name.ts';
import { promqlCondition } from './promql.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/**
 * Alerting rules of Prometheus, Loki and their like, wherever in a file they stand: in groups, as a bare list, among the
 * values of a chart. Recording rules are left aside.
 *
 *   - alert: CheckoutSlow
 *     expr: histogram_quantile(0.99, …) > 1.5
 *     for: 15m
 *     labels: {severity: ticket}
 */
export function readPrometheusRules(fence: Part): Draft[] {
  if (!/\balert["']?\s*:/.test(fence.text)) return [];
  return yamlIn(fence)
    .flatMap((root) => root.all())
    .flatMap((rule) => ruleDraft(fence, rule));
}

function ruleDraft(fence: Part, rule: YamlMap): Draft[] {
  const name = rule.text('alert');
  const expression = rule.text('expr');
  if (!name || !expression) return [];
  const [holds] = durationsIn(rule.text('for') ?? '');
  const about = name.replace(/([a-z\d])([A-Z])/g, '$1 $2');
  const read = promqlCondition(expression, about, holds ? Math.round(holds.seconds) : null);
  const stated = rule.text('labels', 'severity') ?? rule.text('labels', 'priority') ?? rule.text('severity');
  const severity = stated === null ? null : (severityIn(stated) ?? stated);
  const condition = read ?? {
    metric: `x:${about}`,
    op: 'fails' as const,
    value: null,
    unit: null,
    windowS: holds ? Math.round(holds.seconds) : null,
  };
  return [
    draft(
      fence,
      { kind: 'alert', name, ...condition, op: condition.op ?? 'fails', severity, actions: actionsIn(stated ?? '') },
      { line: rule.line, endLine: rule.endLine, text: `${name}: ${expression.replace(/\s+/g, ' ').trim()}` },
    ),
  ];
}

/** An expression that compares, alone in a block under a title about alerts. */
export function readPromqlBlock(fence: Part): Draft[] {
  if (languageOf(fence.language, fence.text) !== 'promql' || topicAbove(fence) !== 'alerts') return [];
  const name = fence.parent?.title ?? '';
  const read = promqlCondition(fence.text.replace(/^\s*#.*$/gm, ''), name, null);
  return read
    ? [
        draft(fence, {
          kind: 'alert',
          name: name || null,
          ...read,
          op: read.op ?? 'fails',
          severity: null,
          actions: [],
        }),
      ]
    : [];
}
