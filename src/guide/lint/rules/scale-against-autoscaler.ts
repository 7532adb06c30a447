import type { Rule } from '../rule.ts';

const F = '```';

export const scaleAgainstAutoscaler: Rule = {
  id: 'scale-against-autoscaler',
  severity: 'warning',
  finds: 'A runbook that sets the number of replicas by hand where an autoscaler holds it.',
  why: 'The autoscaler takes the change back within a minute, in the middle of the incident, and nobody sees why.',
  failing: [
    {
      guide: `## Horizontal pod autoscaler\n\n- Scale up: CPU > 70% for 2 minutes\n- Min replicas: 2\n- Max replicas: 20\n\n## Runbooks\n\n### High CPU\n\n${F}bash\nkubectl scale deployment shop --replicas=5\n${F}\n`,
      words: '--replicas=5',
    },
  ],
  passing: [
    {
      guide: `## Horizontal pod autoscaler\n\n- Scale up: CPU > 70% for 2 minutes\n- Min replicas: 2\n- Max replicas: 20\n\n## Runbooks\n\n### High CPU\n\n${F}bash\nkubectl patch hpa shop -p '{"spec":{"minReplicas":5}}'\nkubectl scale deployment shop --replicas=0\n${F}\n`,
    },
    { guide: `## Runbooks\n\n### High CPU\n\n${F}bash\nkubectl scale deployment shop --replicas=5\n${F}\n` },
  ],
  *find(guide) {
    const autoscaler = guide.parts.find(
      (part) => part.form !== 'fence' && part.form !== 'guide' && /\bHPA\b|\bhorizontal pod autoscal/i.test(part.text),
    );
    if (!autoscaler) return;
    const inline = guide.parts.flatMap(({ codes, line, endLine }) => codes.map((text) => ({ text, line, endLine })));
    for (const { text, line, endLine } of [...guide.blocks.flatMap(({ commands }) => commands), ...inline]) {
      // To zero is how a workload is stopped: the autoscaler lets that be.
      const replicas = /\bkubectl\s[^|;]*\bscale\s[^|;]*(--replicas[=\s](?!0\b)\d+)/.exec(text)?.[1];
      if (replicas === undefined || /\bstatefulset|\bsts\b/.test(text)) continue;
      yield {
        place: guide.place({ line, endLine }, replicas),
        message: 'The autoscaler will take this back.',
        understood: `“${autoscaler.text.slice(0, 60)}” (line ${autoscaler.line}) holds the number of replicas; “${text.slice(0, 70)}” sets it by hand.`,
        wayOut: 'Raise the autoscaler’s minimum instead: kubectl patch hpa NAME -p \'{"spec":{"minReplicas":5}}\'.',
      };
    }
  },
};
