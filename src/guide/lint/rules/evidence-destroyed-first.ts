import type { Rule } from '../rule.ts';

const F = '```';

export const evidenceDestroyedFirst: Rule = {
  id: 'evidence-destroyed-first',
  severity: 'error',
  finds: 'Logs that are saved after the workload that has them was stopped.',
  why: 'With the last pod its logs are gone. What the command saves is an error message, and the evidence is lost for good.',
  failing: [
    {
      guide: `## Security incident response\n\n${F}bash\n# Isolate\nkubectl scale deployment shop --replicas=0\n# Keep the evidence\nkubectl logs deployment/shop > incident.txt\n${F}\n`,
      words: 'kubectl logs deployment/shop',
    },
  ],
  passing: [
    {
      guide: `## Security incident response\n\n${F}bash\nkubectl logs deployment/shop > incident.txt\nkubectl scale deployment shop --replicas=0\nkubectl logs deployment/other\n${F}\n`,
    },
  ],
  *find(guide) {
    for (const block of guide.blocks) {
      const stopped = new Map<string, number>();
      for (const command of block.commands) {
        const name =
          /\bkubectl\s[^|;]*\bscale\s[^|;]*?(?:deploy\w*|statefulset|sts)[/\s]+([\w-]+)[^|;]*--replicas[=\s]0\b/.exec(
            command.text,
          )?.[1] ?? /\b(?:docker|podman)\s+(?:rm|kill)\s(?:-f\s)?([\w-]+)/.exec(command.text)?.[1];
        if (name !== undefined) stopped.set(name, command.line);
        const read =
          /\b(?:kubectl|docker|podman)\s[^|;]*?\b(?:logs|exec|cp)\s+(?:-\S+\s+)*(?:deploy\w*\/|statefulset\/|sts\/)?([\w-]+)/.exec(
            command.text,
          );
        const at = read ? stopped.get(read[1]!) : undefined;
        if (!read || at === undefined) continue;
        yield {
          place: guide.place(command, read[0]),
          message: `“${read[1]}” was stopped on line ${at}: there is nothing left to read.`,
          understood: `“${read[0]}” comes after the command that ends every instance of it.`,
          wayOut: 'Save the logs first, or cut the workload off by a network policy instead of stopping it.',
        };
      }
    }
  },
};
