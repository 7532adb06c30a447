import type { ScalingFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { boundsOf, scalingFields } from '../words/scaling.ts';
import { BACKS_UP, scheduledDraft } from './crontab.ts';
import { readTrigger } from './keda.ts';
import { scheduleOf } from './schedule-expression.ts';
import { metricOf } from './series-metric.ts';
import { type YamlMap, yamlIn } from './yaml-block.ts';

const KINDS =
  /^\s*"?kind"?:\s*['"]?(?:HorizontalPodAutoscaler|CronJob|CronWorkflow|Schedule|ScheduledBackup|ScaledObject|ScaledJob|PodDisruptionBudget)\b/m;

/** What Kubernetes objects commit to: the bounds and targets of autoscalers, the schedules of cron jobs and backups. */
export function readKubernetes(fence: Part): Draft[] {
  if (!KINDS.test(fence.text)) return readChartValues(fence);
  return yamlIn(fence).flatMap((root) => {
    const kind = root.text('kind') ?? '';
    if (/^(?:HorizontalPodAutoscaler|ScaledObject|ScaledJob)$/.test(kind)) return autoscaler(fence, root);
    if (kind === 'PodDisruptionBudget') return disruptionBudget(fence, root);
    return /^(?:CronJob|CronWorkflow|Schedule|ScheduledBackup)$/.test(kind) ? scheduled(fence, root, kind) : [];
  });
}

/** The bounds among the values of a chart: `autoscaling: {enabled: true, minReplicas: 2, maxReplicas: 10}`. */
function readChartValues(fence: Part): Draft[] {
  if (!/\bmaxReplicas["']?:/.test(fence.text)) return [];
  return yamlIn(fence)
    .flatMap((root) => root.all())
    .flatMap((values) => {
      const bounds = boundsOf((name) => values.number(name));
      if (bounds.max === null || values.text('enabled') === 'false') return [];
      const targets = [
        ...values.maps('metrics').flatMap(readTarget),
        { metric: 'cpu', value: values.number('targetCPUUtilizationPercentage') ?? values.number('targetCPU') },
        {
          metric: 'memory',
          value: values.number('targetMemoryUtilizationPercentage') ?? values.number('targetMemory'),
        },
      ].filter(({ value }) => value !== null);
      const { line, endLine } = values;
      const text = `replicas: ${bounds.min ?? ''}-${bounds.max}`;
      if (targets.length === 0)
        return [draft(fence, scalingFields({ ...bounds, unit: 'replicas' }), { line, endLine, text })];
      return targets.map((target) =>
        draft(fence, scalingFields({ ...bounds, ...target, op: '>', unit: '%' }), { line, endLine, text }),
      );
    });
}

function scheduled(fence: Part, root: YamlMap, kind: string): Draft[] {
  const written = root.text('spec', 'schedule');
  if (!written) return [];
  const cron = scheduleOf(written) ?? written;
  const title = root.text('metadata', 'name') ?? kind;
  const [tz, retention, storage] = [
    root.text('spec', 'timeZone') ?? root.text('spec', 'timezone'),
    root.text('spec', 'template', 'ttl'),
    root.text('spec', 'template', 'storageLocation'),
  ];
  const isBackup = kind === 'Schedule' || kind === 'ScheduledBackup' || BACKS_UP.test(title);
  const place = { line: root.line, endLine: root.endLine, text: `${title}: ${cron}` };
  return [scheduledDraft(fence, { cron, title, isBackup, retention, tz, storage }, place)];
}

/** The fewest that may be running while nodes are drained. */
function disruptionBudget(fence: Part, root: YamlMap): Draft[] {
  const least = /^(\d+)(%?)$/.exec(root.text('spec', 'minAvailable') ?? '');
  if (!least) return [];
  const name = root.text('metadata', 'name') ?? 'PodDisruptionBudget';
  const fields = scalingFields({ min: Number(least[1]), unit: least[2] === '%' ? '%' : 'replicas' });
  return [draft(fence, fields, { line: root.line, endLine: root.endLine, text: `${name}: min available ${least[0]}` })];
}

function autoscaler(fence: Part, root: YamlMap): Draft[] {
  const bounds = boundsOf((name) => root.number('spec', name));
  const text = root.text('metadata', 'name') ?? root.text('kind')!;
  const whole = { line: root.line, endLine: root.endLine, text };
  const old = root.number('spec', 'targetCPUUtilizationPercentage');
  const targets = [
    ...(old === null ? [] : [{ metric: 'cpu', value: old, unit: '%' }]),
    ...root.maps('spec', 'metrics').flatMap(readTarget),
    ...root.maps('spec', 'triggers').flatMap(readTrigger),
  ];
  if (targets.length === 0 && bounds.min === null && bounds.max === null) return [];
  if (targets.length === 0) return [draft(fence, scalingFields({ ...bounds, unit: 'replicas' }), whole)];
  return targets.map((target) =>
    draft(fence, scalingFields({ ...bounds, op: '>', ...target, action: `scale ${text}` }), whole),
  );
}

/** A target of an autoscaler: what is measured, and the value that it is kept at. */
function readTarget(entry: YamlMap): Pick<ScalingFields, 'metric' | 'value' | 'unit'>[] {
  const type = (entry.text('type') ?? 'Resource').replace(/^./, (sign) => sign.toLowerCase());
  const name = entry.text(type, 'name') ?? entry.text(type, 'metric', 'name');
  const percent = entry.number(type, 'target', 'averageUtilization') ?? entry.number(type, 'targetAverageUtilization');
  const said =
    entry.text(type, 'target', 'averageValue') ??
    entry.text(type, 'target', 'value') ??
    entry.text(type, 'targetAverageValue') ??
    entry.text(type, 'targetValue');
  const amount = percent === null ? quantityOf(said ?? '') : { value: percent, unit: '%' };
  return name && amount ? [{ metric: metricOf(name, name.replaceAll('_', ' ')), ...amount }] : [];
}

/** "800Mi" → 800 MiB, "500m" → 0.5, "1k" → 1000. */
function quantityOf(text: string): { value: number; unit: string | null } | null {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)([KMGT]i|[mkMGT])?$/.exec(text) ?? [];
  if (number === undefined) return null;
  if (suffix?.endsWith('i')) return { value: Number(number), unit: `${suffix}B` };
  const times = { m: 0.001, k: 1e3, M: 1e6, G: 1e9, T: 1e12 }[suffix ?? ''] ?? 1;
  return { value: Number(number) * times, unit: null };
}
