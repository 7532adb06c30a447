import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { durationsIn } from '../words/duration.ts';
import { severityIn } from '../words/severity-name.ts';
import { promqlCondition } from './promql.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({ gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '==' }),
);

/**
 * Alert rules that Grafana is provisioned with (https://grafana.com/docs/grafana/latest/alerting, file provisioning): the
 * query of a rule, held against the threshold of its condition.
 */
export function readGrafanaRules(fence: Part): Draft[] {
  if (!/["']?evaluator["']?\s*:/.test(fence.text)) return [];
  return yamlIn(fence).flatMap((root) =>
    root.maps('groups').flatMap((group) => group.maps('rules').flatMap((rule) => ruleDraft(fence, rule))),
  );
}

function ruleDraft(fence: Part, rule: YamlMap): Draft[] {
  const name = rule.text('title');
  const steps = rule.maps('data');
  const deciding = steps.find((step) => step.text('refId') === rule.text('condition')) ?? steps.at(-1);
  const [evaluator] = deciding?.maps('model', 'conditions').flatMap((each) => each.maps('evaluator')) ?? [];
  const sign = SIGNS.get(evaluator?.text('type') ?? '');
  const [bound] = evaluator?.texts('params') ?? [];
  const query = steps.map((step) => step.text('model', 'expr')).find((expression) => expression !== null);
  if (!name || !sign || bound === undefined || !query) return [];
  const [holds] = durationsIn(rule.text('for') ?? '');
  const read = promqlCondition(`${query} ${sign} ${bound}`, name, holds ? Math.round(holds.seconds) : null);
  if (read?.op == null) return [];
  const stated = rule.text('labels', 'severity') ?? rule.text('labels', 'priority');
  const severity = stated === null ? null : (severityIn(stated) ?? stated);
  const { line, endLine } = rule;
  const text = `${name}: ${query} ${sign} ${bound}`;
  return [draft(fence, { kind: 'alert', name, ...read, op: read.op, severity, actions: [] }, { line, endLine, text })];
}
