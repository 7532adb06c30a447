import type { AlertFields, AlertOp } from '../../plan/commitment.ts';
import { actionsIn } from '../words/channel.ts';
import { durationsIn } from '../words/duration.ts';
import { cloudCondition } from './cloud-metric.ts';
import type { Attributes } from './resource.ts';
import { metricOf } from './series-metric.ts';

/** The alarm of a cloud's own, or a monitor of Datadog. */
export function alarmsOf(asked: Attributes): AlertFields[] {
  if (asked.type.includes('datadog')) return monitorOf(asked);
  return /alarm|metric_?alert|alert_?policy|scheduled_query/.test(asked.type) ? alarmOf(asked) : [];
}

function alarmOf({ name, text, number }: Attributes): AlertFields[] {
  // CDK asks a construct for its measurement: `service.metricCpuUtilization()`.
  const metric =
    text('metric_name', 'metric_measure_column') ??
    /metric\.type\s*=\s*\\?"?([\w./-]+)/.exec(text('filter') ?? '')?.[1] ??
    /\.metric_?([A-Za-z]\w+)/.exec(text('metric') ?? '')?.[1];
  if (!metric) return [];
  const read = cloudCondition({
    metric,
    statistic: text('extended_statistic', 'statistic', 'aggregation', 'time_aggregation'),
    operator: text('comparison_operator', 'operator', 'comparison'),
    threshold: number('threshold', 'threshold_value'),
    windowS: windowOf(text('window_size', 'duration', 'window_duration'), text('period'), number('evaluation_periods')),
  });
  const level = number('severity');
  const called = text('alarm_name', 'name', 'display_name') ?? name;
  const severity = level === null ? null : `S${level}`;
  return read ? [{ kind: 'alert', name: called, ...read, severity, actions: [] }] : [];
}

function windowOf(size: string | null, period: string | null, periods: number | null): number | null {
  const [window] = durationsIn(size ?? '');
  if (window) return Math.round(window.seconds);
  const [, unit, count] = /\b(seconds|minutes|hours)\((\d+)\)/.exec(period ?? '') ?? [];
  const [each] = unit ? durationsIn(`${count} ${unit}`) : [];
  const seconds = each ? each.seconds : /^\d+$/.test(period ?? '') ? Number(period) : null;
  return seconds === null ? null : seconds * (periods ?? 1);
}

/** "avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90" */
const QUERY = /^\s*\w+\(\s*last_(\d+[a-z]+)\s*\)\s*:\s*([\s\S]+?)\s*(>=|<=|==|>|<)\s*(-?[\d.]+)\s*$/;

/** A monitor of Datadog: its query, and a level of it for each threshold. */
function monitorOf({ name, text, number }: Attributes): AlertFields[] {
  const [, last, expression, op, value] = QUERY.exec(text('query') ?? '') ?? [];
  if (expression === undefined) return [];
  const [window] = durationsIn(last!);
  const called = text('name') ?? name;
  const critical = Number(value);
  const isShare = /\/\s*(?:\w+:|\()/.test(expression) && Math.abs(critical) <= 1;
  const metric = metricOf(expression.replace(/[.:]/g, '_').replace(/\{[^{}]*\}/g, ' '), called);
  const priority = number('priority');
  const warning = number('warning', 'warning_threshold');
  const levels = [
    { value: critical, severity: priority === null ? (warning === null ? null : 'critical') : `P${priority}` },
    ...(warning === null ? [] : [{ value: warning, severity: 'warning' }]),
  ];
  return levels.map((level) => ({
    kind: 'alert',
    name: called,
    metric,
    op: op as AlertOp,
    value: isShare ? Number((level.value * 100).toPrecision(12)) : level.value,
    unit: isShare || /percent|pct|cpu\.(?:user|system|idle)|usage/i.test(expression) ? '%' : null,
    windowS: window ? Math.round(window.seconds) : null,
    severity: level.severity,
    actions: actionsIn((text('message') ?? '').replaceAll('-', ' ')),
  }));
}
