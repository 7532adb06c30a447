import { describe, expect, it } from 'vitest';
import { readBlock } from './testing/read-block.ts';

describe('an autoscaler of Kubernetes', () => {
  it('is read with its targets, each within its bounds', () => {
    const lines = [
      'kind: HorizontalPodAutoscaler',
      'metadata: {name: web}',
      'spec:',
      '  minReplicas: 3',
      '  maxReplicas: 30',
      '  metrics:',
      '    - {type: Resource, resource: {name: cpu, target: {averageUtilization: 70}}}',
      '    - {type: Resource, resource: {name: memory, target: {averageValue: 800Mi}}}',
      '    - {type: Pods, pods: {metric: {name: http_requests_per_second}, target: {averageValue: 1500m}}}',
      '    - {type: External, external: {metric: {name: queue_messages_ready}, target: {value: 2k}}}',
    ];
    const bounds = { kind: 'scaling', op: '>', min: 3, max: 30 };
    expect(readBlock('yaml', lines)).toMatchObject([
      { ...bounds, metric: 'cpu', value: 70, unit: '%' },
      { ...bounds, metric: 'memory', value: 800, unit: 'MiB' },
      { ...bounds, metric: 'request_rate', value: 1.5, unit: null },
      { ...bounds, metric: 'queue_depth', value: 2000, unit: null },
    ]);
  });

  it('of the first version has one target, or only bounds', () => {
    const lines = ['kind: HorizontalPodAutoscaler', 'spec:', '  maxReplicas: 8'];
    expect(readBlock('yaml', lines)).toMatchObject([{ min: null, max: 8, unit: 'replicas', metric: null }]);
    expect(readBlock('yaml', [...lines, '  targetCPUUtilizationPercentage: 65'])).toMatchObject([
      { max: 8, metric: 'cpu', value: 65, unit: '%' },
    ]);
  });

  it('of KEDA scales by its triggers; one that follows the clock measures nothing', () => {
    const lines = [
      'kind: ScaledObject',
      'spec:',
      '  minReplicaCount: 0',
      '  maxReplicaCount: 12',
      '  triggers:',
      '    - {type: rabbitmq, metadata: {queueName: orders, value: "50"}}',
      '    - {type: cpu, metricType: Utilization, metadata: {value: "60"}}',
      '    - {type: prometheus, metadata: {threshold: "100", query: "sum(rate(http_requests_total[2m]))"}}',
      '    - {type: cron, metadata: {start: 0 8 * * *, desiredReplicas: "10"}}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { metric: 'queue_depth', value: 50, min: 0, max: 12 },
      { metric: 'cpu', value: 60, unit: '%' },
      { metric: 'request_rate', value: 100 },
    ]);
  });

  it('among the values of a chart is read where it is enabled', () => {
    const lines = [
      'api:',
      '  autoscaling:',
      '    enabled: true',
      '    minReplicas: 2',
      '    maxReplicas: 9',
      '    targetCPUUtilizationPercentage: 75',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { kind: 'scaling', metric: 'cpu', value: 75, unit: '%', min: 2, max: 9, line: 6, endLine: 9 },
    ]);
    expect(readBlock('yaml', lines.with(2, '    enabled: false'))).toEqual([]);
  });

  it('that names nothing is none, and a disruption budget is a bound', () => {
    expect(readBlock('yaml', ['kind: HorizontalPodAutoscaler', 'spec: {}'])).toEqual([]);
    expect(readBlock('yaml', ['kind: PodDisruptionBudget', 'spec:', '  minAvailable: 60%'])).toMatchObject([
      { kind: 'scaling', min: 60, max: null, unit: '%' },
    ]);
  });
});

describe('a schedule of Kubernetes', () => {
  it('of Velero is a backup, kept for its time to live', () => {
    const lines = [
      'kind: Schedule',
      'metadata: {name: cluster}',
      'spec:',
      '  schedule: 0 1 * * *',
      '  template: {ttl: 720h0m0s, storageLocation: s3-eu}',
    ];
    expect(readBlock('yaml', lines)).toMatchObject([
      { kind: 'backup', target: 'cluster', schedule: '0 1 * * *', retentionS: 2_592_000, storage: 's3-eu' },
    ]);
  });
});
