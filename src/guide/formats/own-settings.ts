import type { AlertFields, Op } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { actionsIn } from '../words/channel.ts';
import { conditionsIn } from '../words/condition.ts';
import { scheduleIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { boundsOf, scalingFields } from '../words/scaling.ts';
import { severityIn } from '../words/severity-name.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

const OWN =
  /(?:^|[{,])\s*["']?(?:alerts|alarms|alert_?rules|backups?|auto_?scaling|escalation(?:_policy)?|slos?|sla)["']?\s*:/im;
/** Files of tools that have readers of their own. */
const OF_A_TOOL =
  /(?:^|[{,])\s*["']?(?:apiVersion|groups|expr|route|Resources|services|error_query|on)["']?\s*:|\bevaluator\b|\bmaxReplicas\b/m;

/**
 * Settings as teams write them for themselves: `alerts: [{name: Busy, condition: cpu > 80%, duration: 5m}]`, `backup:
 * {schedule: …, retention: 30d}`. Only what is named by a plain key is read.
 */
export function readOwnSettings(fence: Part): Draft[] {
  if (!OWN.test(fence.text) || OF_A_TOOL.test(fence.text)) return [];
  return yamlIn(fence)
    .flatMap((root) => root.all())
    .flatMap((map) => [
      ...listed(map, ['alerts', 'alarms', 'alert_rules', 'alertRules']).flatMap(([name, entry]) =>
        alert(fence, name, entry),
      ),
      ...['backup', 'backups'].flatMap((key) => map.maps(key)).flatMap((entry) => backup(fence, entry)),
      ...['autoscaling', 'auto_scaling', 'scaling']
        .flatMap((key) => map.maps(key))
        .flatMap((entry) => scaling(fence, entry)),
      ...['escalation', 'escalation_policy'].flatMap((key) => escalations(fence, map.maps(key))),
      ...['slo', 'slos', 'sla'].flatMap((key) => map.maps(key).flatMap((entry) => objectives(fence, entry))),
    ]);
}

/** Entries of a list, or mappings by their names. */
const listed = (map: YamlMap, keys: readonly string[]): (readonly [string | null, YamlMap])[] =>
  keys.flatMap((key) => {
    const members = map.members(key);
    return members.length > 0
      ? members
      : map.maps(key).map((entry): readonly [string | null, YamlMap] => [null, entry]);
  });

const first = (map: YamlMap, ...keys: readonly string[]): string | null =>
  keys.map((key) => map.text(key)).find((said) => said !== null) ?? null;

const secondsIn = (text: string | null): number | null => {
  const [found] = durationsIn(text ?? '');
  return found ? Math.round(found.seconds) : null;
};

const spoken = (text: string): string => text.replace(/(?<=[a-z\d])_(?=[a-z\d])/gi, ' ');

function alert(fence: Part, key: string | null, entry: YamlMap): Draft[] {
  const name = first(entry, 'name', 'alert', 'title') ?? key;
  const [metric, threshold, operator] = [
    first(entry, 'metric', 'metric_name'),
    first(entry, 'threshold', 'value'),
    first(entry, 'operator', 'op', 'comparison'),
  ];
  // More of these is worse: a threshold of theirs is one that is passed upwards.
  const passed = /latency|response|cpu|memory|error|disk_?(?:used|usage)|queue|lag/i.test(metric ?? '') ? '>' : '';
  const sign = operator ?? (/[<>]/.test(threshold ?? '') ? '' : passed);
  const isCompared = /[<>]|\b(?:above|below|over|under)\b/.test(`${sign} ${threshold ?? ''}`);
  const condition =
    first(entry, 'condition', 'expression', 'when', 'trigger', 'rule') ??
    (threshold !== null && isCompared ? `${metric ?? ''} ${sign} ${threshold}` : null);
  if (condition === null) return [];
  const [read] = conditionsIn(spoken(condition), [spoken(name ?? '')]);
  if (read?.op == null || read.value === null) return [];
  const said: AlertFields = {
    kind: 'alert',
    name,
    ...read,
    op: read.op,
    windowS: secondsIn(first(entry, 'duration', 'for', 'window', 'period')) ?? read.windowS,
    severity: severityIn(first(entry, 'severity', 'priority', 'level') ?? ''),
    actions: actionsIn(
      ['action', 'actions', 'notify', 'channels', 'channel'].flatMap((list) => entry.texts(list)).join(', '),
    ),
  };
  return [
    draft(fence, said, {
      line: entry.line,
      endLine: entry.endLine,
      text: [name, condition].filter(Boolean).join(': '),
    }),
  ];
}

function backup(fence: Part, entry: YamlMap): Draft[] {
  const written = first(entry, 'schedule', 'cron', 'frequency');
  const schedule = scheduleIn(written ?? '');
  const kept = secondsIn(first(entry, 'retention', 'keep'));
  const days = entry.number('retention_days') ?? entry.number('retentionDays');
  const retentionS = kept ?? (days === null ? null : days * 86_400);
  if (schedule === null && retentionS === null) return [];
  const fields = {
    target: first(entry, 'database', 'source', 'name'),
    schedule,
    tz: first(entry, 'timezone', 'tz'),
    retentionS,
  };
  const storage = first(entry, 'storage', 'destination', 'location', 'bucket', 'target');
  const text = [written, first(entry, 'retention')].filter(Boolean).join(', ');
  const { line, endLine } = entry;
  return [
    draft(fence, { kind: 'backup', ...fields, storage, encryption: null, pointInTimeS: null }, { line, endLine, text }),
  ];
}

function scaling(fence: Part, entry: YamlMap): Draft[] {
  const bounds = boundsOf((name) => entry.number(name));
  if ((bounds.min === null && bounds.max === null) || entry.text('enabled') === 'false') return [];
  const cpu =
    entry.number('cpu_threshold') ??
    entry.number('target_cpu') ??
    entry.number('cpu_target') ??
    entry.number('targetCPU');
  const target = cpu === null ? { unit: 'instances' } : { metric: 'cpu', op: '>' as const, value: cpu, unit: '%' };
  const { line, endLine } = entry;
  return [
    draft(fence, scalingFields({ ...bounds, ...target }), {
      line,
      endLine,
      text: `${bounds.min ?? ''}-${bounds.max ?? ''}`,
    }),
  ];
}

/** Each level waits as long as it says itself (`after`), or as the one before it says (`timeout`). */
function escalations(fence: Part, levels: readonly YamlMap[]): Draft[] {
  const who = (level: YamlMap): string | null =>
    first(level, 'contact', 'to', 'role', 'who', 'notify', 'target', 'name');
  return levels.flatMap((level, n) => {
    const before = levels[n - 1];
    const [from, to] = [before ? who(before) : null, who(level)];
    if (!before || from === null || to === null) return [];
    const afterS =
      secondsIn(first(level, 'after', 'delay')) ?? secondsIn(first(before, 'timeout', 'wait', 'escalate_after'));
    const { line, endLine } = level;
    return [
      draft(
        fence,
        { kind: 'escalation', from, to, afterS, severity: null },
        { line, endLine, text: `${from} → ${to}` },
      ),
    ];
  });
}

/** `availability: 99.9%`, `latency_p95: 300ms`; or entries with a name and a target. */
function objectives(fence: Part, entry: YamlMap): Draft[] {
  const target = entry.text('target');
  const said =
    target === null ? entry.entries() : [[first(entry, 'name', 'sli', 'metric') ?? '', target, entry.line] as const];
  const windowS = secondsIn(first(entry, 'window', 'period'));
  return said.flatMap(([name, value, line]) => {
    const words = spoken(name);
    // More is better of what is available or right; less of what takes time or fails.
    const op: Op | null = /availab|uptime|success|hit/i.test(words)
      ? '>='
      : /latency|response|duration|error|fail|time/i.test(words)
        ? '<='
        : null;
    const written = /^\s*([<>]=?)/.exec(value)?.[1] ?? op;
    if (written === null || !/^\s*[<>]?=?\s*\d/.test(value)) return [];
    const [read] = conditionsIn(`${words} ${written} ${value.replace(/^\s*[<>]=?\s*/, '')}`, []);
    if (!read || read.value === null || read.op === null || read.op === 'fails' || read.op === 'absent') return [];
    const fields = {
      sli: read.metric,
      op: read.op,
      value: read.value,
      unit: read.unit,
      windowS: windowS ?? read.windowS,
    };
    const endLine = target === null ? line : entry.endLine;
    return [
      draft(fence, { kind: 'objective', ...fields, environment: null }, { line, endLine, text: `${name}: ${value}` }),
    ];
  });
}
