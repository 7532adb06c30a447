import type { CheckFields, CommitmentFields } from '../../plan/commitment.ts';
import { periodIn } from '../words/cadence.ts';
import { durationsIn } from '../words/duration.ts';
import { recurrenceIn } from '../words/recurrence.ts';
import { boundsOf, scalingFields } from '../words/scaling.ts';
import { cloudCondition, metricOfCloud } from './cloud-metric.ts';
import { alarmsOf } from './resource-alarm.ts';
import { scheduleOf } from './schedule-expression.ts';

/** A resource that a cloud is asked for, in Terraform, Bicep, CDK, CloudFormation or ARM. */
export interface Resource {
  /** As its language writes it: `aws_cloudwatch_metric_alarm`, `AWS::CloudWatch::Alarm`. */
  readonly type: string;
  readonly name: string;
  /** Attributes in snake case, also those of blocks within it; the first of a name counts. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly endLine: number;
}

/** A resource's attributes as its readers ask for them; nothing of a language's expressions is evaluated. */
export interface Attributes {
  readonly type: string;
  readonly name: string;
  /** The first of the names that is there. */
  readonly text: (...keys: readonly string[]) => string | null;
  readonly number: (...keys: readonly string[]) => number | null;
}

/** `MetricName`, `metricName` → `metric_name` */
export const snakeCase = (key: string): string => key.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

/** What a resource commits to: an alarm, bounds of scaling, a budget, a backup, a window, a schedule, a check. */
export function commitmentsOf({ type, name, attributes }: Resource): CommitmentFields[] {
  const text = (...keys: readonly string[]): string | null =>
    keys.map((key) => attributes.get(key)).find((value) => value !== undefined) ?? null;
  const number = (...keys: readonly string[]): number | null => {
    const plain = keys.map((key) => attributes.get(key) ?? '').find((value) => /^-?\d+(?:\.\d+)?$/.test(value));
    return plain === undefined ? null : Number(plain);
  };
  const asked = { type: snakeCase(type), name, text, number };
  if (type.endsWith(' rule')) return [scalingOf, backupOf].flatMap((read) => read(asked));
  return [alarmsOf, scalingOf, budgetOf, backupOf, windowOf, taskOf, checkOf].flatMap((read) => read(asked));
}

/** Bounds, and the target that is kept. */
function scalingOf({ type, text, number }: Attributes): CommitmentFields[] {
  if (!/scal|node_pool|container_app|kubernetes|cloud_run/.test(type)) return [];
  if (type.endsWith(' rule')) return scalingRuleOf({ type, text, number });
  const bounds = boundsOf((key) => number(snakeCase(key)));
  const target = number('target_value');
  const measured = text('predefined_metric_type', 'metric_name');
  if (target !== null && measured !== null) {
    const unit = /utili[sz]ation|percent/i.test(measured) ? '%' : null;
    return [scalingFields({ ...bounds, metric: metricOfCloud(measured), op: '>', value: target, unit })];
  }
  return bounds.min === null && bounds.max === null ? [] : [scalingFields({ ...bounds, unit: 'instances' })];
}

/** One rule of an autoscaler: when it scales, and by how much. */
function scalingRuleOf({ text, number }: Pick<Attributes, 'type' | 'text' | 'number'>): CommitmentFields[] {
  const share = number('average_utilization');
  const name = text('metric_name', 'name');
  if (share !== null && name !== null)
    return [scalingFields({ metric: metricOfCloud(name), op: '>', value: share, unit: '%' })];
  const [window] = durationsIn(text('time_window') ?? '');
  const read = cloudCondition({
    metric: text('metric_name') ?? '',
    statistic: text('statistic'),
    operator: text('operator'),
    threshold: number('threshold'),
    windowS: window ? Math.round(window.seconds) : null,
  });
  if (!read || text('metric_name') === null) return [];
  const { op, ...condition } = read;
  if (op === 'fails' || op === 'absent') return [];
  const action = [text('direction')?.toLowerCase(), text('value')].filter(Boolean).join(' ');
  return [scalingFields({ ...condition, op, action: action || null })];
}

function budgetOf({ type, text, number }: Attributes): CommitmentFields[] {
  const amount = number('limit_amount', 'amount');
  if (!type.includes('budget') || amount === null) return [];
  return [
    {
      kind: 'budget',
      amount,
      currency: text('limit_unit', 'currency_code', 'unit'),
      period: periodIn(text('time_unit', 'time_grain') ?? ''),
      alertAtPercent: number('threshold'),
    },
  ];
}

function backupOf({ type, name, text, number }: Attributes): CommitmentFields[] {
  // In Terraform each rule of a plan is read by itself.
  const isPlan = /backup_(?:plan|policy|schedule)|::backup::backup_?plan/.test(type) && type !== 'aws_backup_plan';
  const keptDays =
    number('backup_retention_period', 'backup_retention_days') ??
    (isPlan ? number('delete_after', 'delete_after_days') : null);
  const starts = /^(\d{2}):(\d{2})/.exec(text('backup_window', 'preferred_backup_window') ?? '');
  const planned = isPlan ? scheduleOf(text('schedule', 'schedule_expression') ?? '') : null;
  if (keptDays === null && !starts && planned === null) return [];
  const schedule = planned ?? (starts ? `${Number(starts[2])} ${Number(starts[1])} * * *` : null);
  return [
    {
      kind: 'backup',
      target: isPlan ? (text('rule_name', 'name', 'backup_plan_name') ?? name) : name,
      schedule,
      tz: schedule === null ? null : 'UTC',
      retentionS: keptDays === null ? null : keptDays * 86_400,
      storage: null,
      encryption: null,
      pointInTimeS: null,
    },
  ];
}

function windowOf({ name, text }: Attributes): CommitmentFields[] {
  const window = /^(\w{3}):(\d{2}:\d{2})-\w{3}:(\d{2}:\d{2})/.exec(
    text('maintenance_window', 'preferred_maintenance_window') ?? '',
  );
  if (!window) return [];
  const recurrence = recurrenceIn(`every ${window[1]}`);
  const [start, end] = [window[2]!, window[3]!];
  return [{ kind: 'window', recurrence, start, end, tz: 'UTC', noticeS: null, scope: name, approval: null }];
}

/** Rules and jobs that the clock starts. */
function taskOf({ type, name, text }: Attributes): CommitmentFields[] {
  if (!/event_?rule|events::rule|schedule/.test(type) || type.includes('backup')) return [];
  const cadence = scheduleOf(text('schedule_expression', 'schedule') ?? '');
  return cadence === null ? [] : [{ kind: 'task', cadence, title: text('description', 'name') ?? name }];
}

/** Checks of a cloud's own, and those by which a load balancer or platform asks an instance. */
function checkOf({ type, name, text, number }: Attributes): CommitmentFields[] {
  const isCheck = /uptime|web_test|synthetic|health_check|http_check|url_monitor/.test(type);
  const url = text('url', 'request_url');
  const host = text('fqdn', 'fully_qualified_domain_name', 'host');
  const path =
    text('health_check_path') ??
    (isCheck || /target_?group|backend_service/.test(type) ? text('path', 'resource_path') : null);
  const where =
    isCheck && url?.startsWith('http')
      ? { url }
      : isCheck && host && !path
        ? { target: host }
        : path?.startsWith('/')
          ? { path }
          : null;
  if (where === null) return [];
  const status = number('matcher', 'expected_status_code', 'http_code');
  const timeout = number('timeout', 'timeout_seconds', 'health_check_timeout_seconds');
  const nothing: CheckFields = {
    kind: 'check',
    path: null,
    url: null,
    target: null,
    purpose: null,
    expect: { status, json: null },
    maxLatencyMs: null,
    timeoutMs: null,
  };
  return [{ ...nothing, ...where, purpose: name, timeoutMs: timeout === null ? null : timeout * 1000 }];
}
