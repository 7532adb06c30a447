import type { AlertOp } from '../../plan/commitment.ts';
import { shellCommandsIn } from '../commands/shell-commands.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { conditionsIn } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { cloudCondition } from './cloud-metric.ts';

/** The value of a flag: `--threshold 75`, `--condition "avg CpuPercentage > 80"`. */
function flag(words: string, ...names: readonly string[]): string | null {
  for (const name of names) {
    const found = new RegExp(`(?:^|\\s)${name}[ =](?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(words);
    if (found) return found[1] ?? found[2] ?? found[3]!;
  }
  return null;
}

/** `aws cloudwatch put-metric-alarm …` in a block. */
export function readCloudWatchCommand(fence: Part): Draft[] {
  if (!/\bput-metric-alarm\b/.test(fence.text)) return [];
  return shellCommandsIn(fence.text, fence.line + 1).flatMap(({ text: words, line, endLine }) => {
    const metric = flag(words, '--metric-name');
    if (!/\bcloudwatch\s+put-metric-alarm\b/.test(words) || !metric) return [];
    const name = flag(words, '--alarm-name');
    const read = cloudCondition({
      metric,
      statistic: flag(words, '--extended-statistic', '--statistic'),
      operator: flag(words, '--comparison-operator'),
      threshold: Number(flag(words, '--threshold') ?? Number.NaN),
      windowS: (Number(flag(words, '--period')) || 60) * (Number(flag(words, '--evaluation-periods')) || 1),
    });
    if (!read) return [];
    const place = { line, endLine, text: words.slice(0, 200) };
    return [draft(fence, { kind: 'alert', name, ...read, severity: null, actions: [] }, place)];
  });
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
