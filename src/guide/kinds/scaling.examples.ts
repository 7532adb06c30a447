import type { Examples } from '../examples.ts';

/** What `docs/guide/scaling.md` shows; the tests compile each of them. */
export const examples: Examples = {
  kind: 'scaling',
  is: 'A capacity rule or bound.',
  guides: [
    `## Capacity

We run 2 to 12 instances. Add one when CPU > 60 % for 10 minutes.`,
    `\`\`\`yaml
kind: HorizontalPodAutoscaler
spec:
  minReplicas: 3
  maxReplicas: 24
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: 65}
\`\`\``,
    `## Scaling triggers

- CPU usage > 72% for 12 minutes`,
    `## More machines

**When to scale up:**

- Request queue > 900 for 5 minutes`,
    `\`\`\`yaml
kind: ScaledObject
metadata: {name: orders}
spec:
  minReplicaCount: 1
  maxReplicaCount: 20
  triggers:
    - {type: rabbitmq, metadata: {queueName: orders, value: "50"}}
\`\`\``,
    `## Autoscaling

\`\`\`yaml
spec:
  minReplicas: 4
  maxReplicas: 14
  metrics:
    - type: Resource
      resource:
        name: memory
        target:
          type: Utilization
          averageUtilization: 72
\`\`\``,
  ],
};
