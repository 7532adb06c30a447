import type { AlertOp } from '../../plan/commitment.ts';
import { shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { conditionsIn } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { cloudCondition } from './cloud-metric.ts';
import { commitmentsOf } from './resource.ts';

/** The value of a flag: `--threshold 75`, `--condition "avg CpuPercentage > 80"`. */
function flag(words: string, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = new RegExp(`(?:^|\\s)${name}[ =](?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(words);
    if (found) return found[1] ?? found[2] ?? found[3]!;
  }
  return null;
}

/** Calls that make something which a guide commits to, and as what it is read. */
const CALLS: readonly (readonly [words: RegExp, type: string])[] = [
  [/^aws .*\bput-metric-alarm\b/, 'metric_alarm'],
  [/^gcloud .*\bmonitoring policies create\b/, 'alert_policy'],
  [/^aws .*\b(?:events put-rule|scheduler (?:create|update)-schedule)\b/, 'schedule'],
  [/^gcloud .*\bscheduler jobs (?:create|update)\b/, 'schedule'],
  [/^gcloud .*\bmonitoring uptime create\b/, 'uptime'],
  [/^aws .*\b(?:register-scalable-target|(?:create|update)-auto-scaling-group)\b/, 'autoscaling'],
  [/^(?:az|gcloud) .*\b(?:aks|containerapp|vmss|autoscale|run|clusters|node-?pools?|instance-groups)\b/, 'autoscaling'],
];
/** Flags of Google that name the field within the condition they make. */
const OF_THE_CONDITION = /^condition_(?:threshold_(?=comparison|duration))?/;

/** `aws cloudwatch put-metric-alarm …`, `gcloud alpha monitoring policies create …` and the like in a block, by their flags. */
export function readCloudCommands(fence: Part): Draft[] {
  if (!/\b(?:aws|az|gcloud)\s/.test(fence.text)) return [];
  return shellCommandsIn(fence.text, fence.line + 1).flatMap(({ text, line, endLine }) => {
    const type = CALLS.find(([words]) => words.test(text))?.[1];
    if (type === undefined) return [];
    const attributes = flagsOf(text);
    const leading = text
      .split(/\s--?[a-z]/)[0]!
      .trim()
      .split(/\s+/);
    const name = attributes.get('name') ?? attributes.get('display_name') ?? leading.at(-1)!;
    return commitmentsOf({ type, name, attributes, line, endLine }).map((fields) =>
      draft(fence, fields, { line, endLine, text: text.slice(0, 200) }),
    );
  });
}

function flagsOf(words: string): Map<string, string> {
  const flags = new Map<string, string>();
  for (const [, name, double, single, plain] of words.matchAll(
    /\s--([a-z][\w-]*)[ =](?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s-]\S*))/g,
  )) {
    const key = name!.replaceAll('-', '_').replace(OF_THE_CONDITION, '');
    if (!flags.has(key)) flags.set(key, double ?? single ?? plain!);
  }
  return flags;
}

/** `az monitor metrics alert create --condition "avg CpuPercentage > 80" …` in a block. */
export function readAzureCommand(fence: Part): Draft[] {
  if (!/\baz monitor\b/.test(fence.text)) return [];
  return shellCommandsIn(fence.text, fence.line + 1).flatMap(({ text: words, line, endLine }) => {
    const condition = flag(words, '--condition');
    if (!/\baz monitor (?:metrics alert|scheduled-query|activity-log alert) create\b/.test(words) || !condition)
      return [];
    const [, aggregation, metric, op, value] =
      /^\s*(\w+)\s+['"]?([\w. %/-]+?)['"]?\s*([<>]=?|==?)\s*([\d.]+)/.exec(condition) ?? [];
    const [window] = durationsIn(flag(words, '--window-size') ?? '');
    const windowS = window ? Math.round(window.seconds) : null;
    const level = flag(words, '--severity');
    const operator = op === '=' ? '==' : (op as AlertOp);
    const read = metric
      ? cloudCondition({ metric, statistic: aggregation ?? null, operator, threshold: Number(value), windowS })
      : null;
    const [said] = read ? [] : conditionsIn(condition, []);
    const fields = read ?? (said?.op ? { ...said, op: said.op, windowS: windowS ?? said.windowS } : null);
    if (!fields) return [];
    const place = { line, endLine, text: words.slice(0, 200) };
    return [
      draft(
        fence,
        {
          kind: 'alert',
          name: flag(words, '--name', '-n'),
          ...fields,
          severity: level === null ? null : `S${level}`,
          actions: [],
        },
        place,
      ),
    ];
  });
}
