import type { Op, ScalingFields } from '../../plan/commitment.ts';
import { shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { conditionsIn } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { boundsOf, scalingFields } from '../words/scaling.ts';
import { cell, has } from './columns.ts';

const COUNTED = '(?:instances?|replicas?|nodes?|pods?|workers?|servers?|machines?|vms?|tasks?|containers?|units?)';
const RANGE = new RegExp(`(\\d+)\\s*(?:-|to|and)\\s*(\\d+)\\s+${COUNTED}`, 'i');
const DEED =
  /\bscal(?:e|es|ing)[\s-]*(?:up|out|down|in)?\b|\badd (?:an? |one |two |\d+ )?(?:(?:instance|replica|node|pod|worker)s?\b|(?=when|if))|\b(?:remove|take) (?:an? |one |\d+ )?(?:(?:instance|replica|node|pod)s?\b|away\b|(?=when|if))/i;

/**
 * "**Scale out**: CPU > 65% for 3 minutes", "**Min pods**: 3", "Now: 3-12 instances", "Scale in at night"
 */
export function readScalingLine(part: Part): Draft[] {
  const said = withDigits(part.text);
  const rules = part.label === null ? said.split(/;\s+/) : [said];
  return rules.flatMap((text) => readScalingRule(part, text));
}

function readScalingRule(part: Part, text: string): Draft[] {
  const bound = new RegExp(
    `\\b(min(?:imum)?|max(?:imum)?|at least|at most|up to|no more than)\\b(?:\\s+(?:of|number of))?\\s*${COUNTED}?\\s*(?::|=|is|of)?\\s*(\\d+)(?!\\s*(?:%|percent|ms|s\\b|min))`,
    'i',
  ).exec(text);
  const range = RANGE.exec(text);
  const single = new RegExp(`\\b(\\d+)\\s+${COUNTED}`, 'i').exec(text);
  const unit =
    new RegExp(COUNTED, 'i')
      .exec(text)?.[0]
      .toLowerCase()
      .replace(/([^s])$/, '$1s') ?? null;
  const deed = DEED.exec(text)?.[0] ?? null;
  const condition = /[<>≥≤]|\b(?:above|below|over|under|exceeds?|more than|less than|reaches)\s/i.test(text)
    ? conditionsIn(part.label ? part.value : text, [part.label ?? '', part.parent?.title ?? ''])
    : [];
  const [rule] = condition.filter(({ value }) => value !== null);
  if (rule) {
    const metric = rule.metric === 'x:' || !rule.metric ? null : rule.metric;
    return [
      draft(
        part,
        scalingFields({
          metric,
          op: rule.op as Op,
          value: rule.value,
          unit: rule.unit,
          windowS: rule.windowS,
          action:
            (deed ?? part.label ?? /\bscal\w+[\s-](?:up|out|down|in)\b/i.exec(part.parent?.title ?? '')?.[0])
              ?.trim()
              .toLowerCase() ?? null,
        }),
      ),
    ];
  }
  if (range) return [draft(part, scalingFields({ unit, min: Number(range[1]), max: Number(range[2]) }))];
  const [fewest, most] = [/\bmin(?:imum)?\b\s+(\d+)/i.exec(text)?.[1], /\bmax(?:imum)?\b\s+(\d+)/i.exec(text)?.[1]];
  if (fewest && most) return [draft(part, scalingFields({ unit, min: Number(fewest), max: Number(most) }))];
  if (bound) {
    const upper = /max|most|up to|no more/i.test(bound[1]!);
    return [
      draft(part, scalingFields({ unit, min: upper ? null : Number(bound[2]), max: upper ? Number(bound[2]) : null })),
    ];
  }
  if ((deed && !(part.form === 'line' && part.label === null && !/\d/.test(text))) || (single && part.label))
    return [
      draft(
        part,
        scalingFields({
          unit: single ? unit : null,
          action: part.label && !DEED.test(part.label) ? part.value : part.text,
          min: single ? Number(single[1]) : null,
        }),
      ),
    ];
  return [];
}

/** Wherever it stands: "HPA: min 4, max 30 pods". */
export const readReplicaBounds = (part: Part): Draft[] =>
  /\bHPA\b|\bautoscal\w+|\b(?:min|max)(?:imum)?\b.*\b(?:replicas|pods|instances|nodes)\b/i.test(part.text) &&
  /\d/.test(part.text)
    ? readScalingLine(part)
    : [];

/** | API | 2 | 20 | CPU > 70 % for 2 min | */
export function readScalingRow(row: Part): Draft[] {
  if (!(has(row, 'min') || has(row, 'max'))) {
    if (!has(row, 'threshold') || topicAbove(row) !== 'scaling') return [];
    // "| CPU > 70% | 5 minutes | add a replica |": the condition stands with the measurement, its time as the threshold.
    const told = comparisonsIn(cell(row, 'metric')).length > 0 || !/\d/.test(cell(row, 'threshold'));
    const [condition, lasting] = told
      ? [cell(row, 'metric'), cell(row, 'threshold')]
      : [cell(row, 'threshold'), cell(row, 'window')];
    const isTime = /^[^<>]*\d+\s*[a-z]+$/i.test(cell(row, 'threshold')) && seconds(cell(row, 'threshold')) !== null;
    const [said, holds] = isTime ? [cell(row, 'metric'), cell(row, 'threshold')] : [condition, lasting];
    // "Soft limit: 10" of a resource is no rule.
    const rules = conditionsIn(said, [cell(row, 'metric')]).filter(({ metric }) => !/^x:\W*$/.test(metric));
    return rules.map((read) =>
      draft(
        row,
        scalingFields({
          ...asRule(read),
          windowS: seconds(holds) ?? read.windowS,
          action: cell(row, 'action') || row.cells[0] || null,
        }),
      ),
    );
  }
  const [min, max] = [whole(cell(row, 'min')), whole(cell(row, 'max'))];
  if ((min === null && max === null) || (topicAbove(row) !== 'scaling' && !has(row, 'min', 'max'))) return [];
  const [read] = cell(row, 'threshold') ? conditionsIn(cell(row, 'threshold'), [cell(row, 'metric')]) : [];
  return [
    draft(
      row,
      scalingFields({
        ...(read ? asRule(read) : {}),
        min,
        max,
        action: cell(row, 'action') || null,
      }),
    ),
  ];
}

/** `… autoscale rule create --condition "Percentage CPU > 65 avg 10m" --scale out 2` in a block. */
export function readScalingCommand(fence: Part): Draft[] {
  if (!/\bautoscale\b/.test(fence.text)) return [];
  return shellCommandsIn(fence.text, fence.line + 1).flatMap(({ text: words, line, endLine }) => {
    const place = { line, endLine, text: words.slice(0, 200) };
    const condition = /\bautoscale\b/.test(words) ? /--condition[ =]["']([^"']+)["']/.exec(words)?.[1] : undefined;
    if (condition) {
      const action = /--scale[ =]([\w ]+?)(?=\s--|$)/.exec(words)?.[1];
      const percent = /\bpercent/i.test(condition) ? '%' : null;
      return conditionsIn(condition, []).map((read) =>
        draft(
          fence,
          scalingFields({
            ...asRule(read),
            unit: read.unit ?? percent,
            action: action ? `scale ${action.trim()}` : null,
          }),
          place,
        ),
      );
    }
    const hpa = /\bkubectl\s+autoscale\b/.test(words);
    if (!hpa) return [];
    const flag = (name: string): number | null => whole(new RegExp(`--${name}[ =](\\d+)`).exec(words)?.[1] ?? '');
    const cpu = flag('cpu-percent');
    return [
      draft(
        fence,
        scalingFields({
          ...(cpu === null ? {} : { metric: 'cpu', op: '>' as const, value: cpu, unit: '%' }),
          ...boundsOf(flag),
        }),
        place,
      ),
    ];
  });
}

function asRule(
  read: ReturnType<typeof conditionsIn>[number],
): Pick<ScalingFields, 'metric' | 'op' | 'value' | 'unit' | 'windowS'> {
  return {
    metric: read.metric,
    op: read.value === null ? null : (read.op as Op),
    value: read.value,
    unit: read.unit,
    windowS: read.windowS,
  };
}

const whole = (text: string): number | null => (/^\s*\d+/.test(text) ? Number.parseInt(text, 10) : null);

function seconds(text: string): number | null {
  const [first] = durationsIn(withDigits(text));
  return first ? Math.round(first.seconds) : null;
}
