import type { ScalingFields } from '../../plan/commitment.ts';
import { metricOf } from './series-metric.ts';
import type { YamlMap } from './yaml-block.ts';

/** What the threshold of a trigger is called, by those who make them. */
const THRESHOLDS = [
  'threshold',
  'value',
  'queueLength',
  'lagThreshold',
  'messageCount',
  'targetValue',
  'targetQueryValue',
  'listLength',
  'pendingEntriesCount',
  'subscriptionSize',
  'desiredReplicas',
];
/** Triggers that are named by what they watch. */
const QUEUES = /rabbitmq|kafka|sqs|servicebus|storage-queue|redis|nats|pulsar|pubsub|activemq|kinesis|eventhub/;

/**
 * A trigger of a KEDA ScaledObject (https://keda.sh): what is measured, and the value at which it scales.
 *
 *   {type: cpu, metadata: {value: "60"}} → cpu, 60 %;  {type: rabbitmq, metadata: {queueName: orders, value: "50"}} → queue_depth, 50
 */
export function readTrigger(trigger: YamlMap): Pick<ScalingFields, 'metric' | 'value' | 'unit'>[] {
  const type = trigger.text('type') ?? '';
  const value = THRESHOLDS.map((name) => trigger.number('metadata', name)).find((each) => each !== null) ?? null;
  // A trigger that follows the clock measures nothing.
  if (value === null || type === 'cron') return [];
  if (type === 'cpu' || type === 'memory') {
    const kind = trigger.text('metricType') ?? trigger.text('metadata', 'type') ?? 'Utilization';
    return [{ metric: type, value, unit: kind === 'Utilization' ? '%' : null }];
  }
  if (QUEUES.test(type)) return [{ metric: 'queue_depth', value, unit: null }];
  const named = trigger.text('metadata', 'metricName') ?? trigger.text('name') ?? type;
  return [{ metric: metricOf(trigger.text('metadata', 'query') ?? named, named), value, unit: null }];
}
