import type { ScalingFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { metricNames } from '../words/condition.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

/** What Kubernetes objects commit to: the bounds and targets of autoscalers, the schedules of cron jobs and backups. */
export function readKubernetes(fence: Part): Draft[] {
  if (!/^\s*kind:\s*['"]?(?:HorizontalPodAutoscaler|CronJob|Schedule|ScheduledBackup|ScaledObject)\b/m.test(fence.text))
    return [];
  return yamlIn(fence).flatMap((root) => {
    const kind = root.text('kind');
    if (kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject') return autoscaler(fence, root);
    const schedule = root.text('spec', 'schedule');
    if (!schedule || !/^(?:CronJob|Schedule|ScheduledBackup)$/.test(kind ?? '')) return [];
    const name = root.text('metadata', 'name') ?? kind!;
    const isBackup = kind !== 'CronJob' || BACKS_UP.test(name);
    const retention = root.text('spec', 'template', 'ttl');
    const place = { line: root.line, endLine: root.endLine, text: `${name}: ${schedule}` };
    return [
      scheduledDraft(
        fence,
        { cron: schedule, title: name, isBackup, retention, tz: root.text('spec', 'timeZone') },
        place,
      ),
    ];
  });
}

function autoscaler(fence: Part, root: YamlMap): Draft[] {
  const bounds = {
    min: root.number('spec', 'minReplicas') ?? root.number('spec', 'minReplicaCount'),
    max: root.number('spec', 'maxReplicas') ?? root.number('spec', 'maxReplicaCount'),
  };
  const text = root.text('metadata', 'name') ?? root.text('kind')!;
  const whole = { line: root.line, endLine: root.endLine, text };
  const targets = root.maps('spec', 'metrics').flatMap((entry): { fields: ScalingFields; entry: YamlMap }[] => {
    const type = (entry.text('type') ?? 'Resource').replace(/^./, (sign) => sign.toLowerCase());
    const name = entry.text(type, 'name') ?? entry.text(type, 'metric', 'name');
    const percent =
      entry.number(type, 'target', 'averageUtilization') ?? entry.number(type, 'targetAverageUtilization');
    const value = percent ?? entry.number(type, 'target', 'averageValue') ?? entry.number(type, 'target', 'value');
    if (!name || value === null) return [];
    const metric = metricNames(name.replaceAll('_', ' '), [])[0]!;
    return [
      {
        entry,
        fields: {
          ...NOTHING,
          ...bounds,
          metric,
          op: '>',
          value,
          unit: percent === null ? null : '%',
          action: `scale ${text}`,
        },
      },
    ];
  });
  const old = root.number('spec', 'targetCPUUtilizationPercentage');
  if (old !== null)
    return [draft(fence, { ...NOTHING, ...bounds, metric: 'cpu', op: '>', value: old, unit: '%' }, whole)];
  if (targets.length === 0) return [draft(fence, { ...NOTHING, ...bounds, unit: 'replicas' }, whole)];
  return targets.map(({ fields }) => draft(fence, fields, whole));
}

const NOTHING: ScalingFields = {
  kind: 'scaling',
  metric: null,
  op: null,
  value: null,
  unit: null,
  windowS: null,
  action: null,
  min: null,
  max: null,
};
