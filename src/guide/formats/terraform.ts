import type { CommitmentFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { periodIn } from '../words/cadence.ts';
import { durationsIn } from '../words/duration.ts';
import { recurrenceIn } from '../words/recurrence.ts';
import { cloudCondition } from './cloud-metric.ts';

interface Resource {
  readonly type: string;
  readonly name: string;
  /** Attributes, also those of blocks within it; the first of a name counts. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly endLine: number;
}

/** What the resources of a Terraform block commit to: alarms, bounds of scaling, budgets, backups, maintenance windows. */
export function readTerraform(fence: Part): Draft[] {
  if (!/^\s*resource\s+"/m.test(fence.text) || !/^(?:hcl|terraform|tf|)$/.test(fence.language ?? '')) return [];
  return resourcesIn(fence).flatMap((resource) =>
    fieldsOf(resource).map((fields) =>
      draft(fence, fields, {
        line: resource.line,
        endLine: resource.endLine,
        text: `${resource.type}.${resource.name}`,
      }),
    ),
  );
}

/** Resources by their braces; nothing of the language's expressions is evaluated. */
function resourcesIn(fence: Part): Resource[] {
  const found: Resource[] = [];
  let open: { type: string; name: string; line: number; attributes: Map<string, string>; depth: number } | null = null;
  for (const [n, raw] of fence.text.split('\n').entries()) {
    const line = raw.replace(/(?:^|\s)(?:#|\/\/).*$/, '');
    const start: RegExpExecArray | null = open ? null : /^\s*resource\s+"([\w-]+)"\s+"([\w-]+)"/.exec(line);
    if (start) open = { type: start[1]!, name: start[2]!, line: fence.line + 1 + n, attributes: new Map(), depth: 0 };
    if (!open) continue;
    for (const [, key, quoted, plain] of line.matchAll(/\b([a-z_]+)\s*=\s*(?:"([^"]*)"|([\w.-]+))/g))
      if (!open.attributes.has(key!)) open.attributes.set(key!, quoted ?? plain!);
    const unquoted = line.replace(/"[^"]*"/g, '');
    open.depth += unquoted.split('{').length - unquoted.split('}').length;
    if (open.depth <= 0 && unquoted.includes('}')) {
      found.push({ ...open, endLine: fence.line + 1 + n });
      open = null;
    }
  }
  return found;
}

function fieldsOf({ type, name, attributes }: Resource): CommitmentFields[] {
  const text = (key: string): string | null => attributes.get(key) ?? null;
  const number = (key: string): number | null => (/^-?[\d.]+$/.test(text(key) ?? '') ? Number(text(key)) : null);
  const found: CommitmentFields[] = [];
  if (/alarm|metric_alert|alert_policy/.test(type)) {
    const periods = number('evaluation_periods') ?? 1;
    const [window] = durationsIn(text('window_size') ?? text('duration') ?? '');
    const metric = text('metric_name') ?? /metric\.type\s*=\s*\\?"?([\w./-]+)/.exec(text('filter') ?? '')?.[1] ?? null;
    const read = metric
      ? cloudCondition({
          metric,
          statistic: text('extended_statistic') ?? text('statistic') ?? text('aggregation'),
          operator: text('comparison_operator') ?? text('operator') ?? text('comparison'),
          threshold: number('threshold') ?? number('threshold_value') ?? Number.NaN,
          windowS: window ? Math.round(window.seconds) : number('period') === null ? null : number('period')! * periods,
        })
      : null;
    const level = number('severity');
    const called = text('alarm_name') ?? text('name') ?? text('display_name') ?? name;
    if (read)
      found.push({ kind: 'alert', name: called, ...read, severity: level === null ? null : `S${level}`, actions: [] });
  }
  const [min, max] = [
    number('min_size') ?? number('min_capacity') ?? number('minimum') ?? number('min_count') ?? number('min_replicas'),
    number('max_size') ?? number('max_capacity') ?? number('maximum') ?? number('max_count') ?? number('max_replicas'),
  ];
  if ((min !== null || max !== null) && /autoscal|scal|node_pool|container_app|kubernetes/.test(type))
    found.push({
      kind: 'scaling',
      metric: null,
      op: null,
      value: null,
      unit: 'instances',
      windowS: null,
      action: null,
      min,
      max,
    });
  const limit = Number(text('limit_amount') ?? (/budget/.test(type) ? text('amount') : null) ?? Number.NaN);
  if (/budget/.test(type) && Number.isFinite(limit))
    found.push({
      kind: 'budget',
      amount: limit,
      currency: text('limit_unit') ?? text('currency_code'),
      period: periodIn(text('time_unit') ?? text('time_grain') ?? ''),
      alertAtPercent: number('threshold'),
    });
  const keptDays = number('backup_retention_period') ?? number('backup_retention_days');
  const starts = /^(\d{2}):(\d{2})/.exec(text('backup_window') ?? text('preferred_backup_window') ?? '');
  if (keptDays !== null || starts)
    found.push({
      kind: 'backup',
      target: name,
      schedule: starts ? `${Number(starts[2])} ${Number(starts[1])} * * *` : null,
      tz: starts ? 'UTC' : null,
      retentionS: keptDays === null ? null : keptDays * 86_400,
      storage: null,
      encryption: null,
      pointInTimeS: null,
    });
  const window = /^(\w{3}):(\d{2}:\d{2})-\w{3}:(\d{2}:\d{2})/.exec(
    text('maintenance_window') ?? text('preferred_maintenance_window') ?? '',
  );
  if (window)
    found.push({
      kind: 'window',
      recurrence: recurrenceIn(`every ${window[1]}`),
      start: window[2]!,
      end: window[3]!,
      tz: 'UTC',
      noticeS: null,
      scope: name,
      approval: null,
    });
  return found;
}
