import type { Rule } from '../rule.ts';

const F = '```';
const KUBECTL = /\bkubectl\s[^|;&`]*/g;
const OBJECT =
  /\b(?:(?:deployments?|deploy|statefulsets?|sts|daemonsets?|services?|svc|cronjobs?|jobs?)[/\s]+)([a-z][a-z0-9-]+)/;
const NAMESPACE = /(?:\s-n[\s=]?|\s--namespace[\s=])(\S+)/;

export const namespaceMissing: Rule = {
  id: 'namespace-missing',
  severity: 'error',
  finds: 'A kubectl command without the namespace that other commands give for the same object.',
  why: 'It works on whatever namespace the terminal is set to: it finds nothing, or the same name in another environment.',
  failing: [
    {
      guide: `## Rollback\n\n${F}bash\nkubectl rollout undo deployment/shop -n shop-prod\nkubectl scale deployment shop --replicas=3\n${F}\n`,
      words: 'kubectl scale deployment shop',
    },
  ],
  passing: [
    {
      guide: `## Rollback\n\n${F}bash\nkubectl rollout undo deployment/shop -n shop-prod\nkubectl scale deployment shop --replicas=3 -n shop-prod\nkubectl rollout status deployment/other\n${F}\n`,
    },
    {
      guide: `## Rollback\n\n${F}bash\nkubectl config set-context --current --namespace=shop-prod\nkubectl rollout undo deployment/shop\nkubectl logs deployment/shop -n shop-prod\n${F}\n`,
    },
  ],
  *find(guide) {
    const text = guide.lines.join('\n');
    if (
      /\bkubectl\s+config\s+(?:set-context|use-context)\b|\bkubens\b|\bdefault namespace\b|\bnamespace\b.{0,30}\b(?:is set|context)\b/i.test(
        text,
      )
    )
      return;
    const calls = callsIn(guide);
    const namespaces = new Map<string, Set<string>>();
    for (const { object, namespace } of calls) {
      if (namespace === null) continue;
      namespaces.set(object, (namespaces.get(object) ?? new Set()).add(namespace));
    }
    for (const [object, given] of namespaces) {
      const bare = calls.filter((call) => call.object === object && call.namespace === null);
      const [first] = bare;
      if (!first) continue;
      const names = [...given].join(' or ');
      yield {
        place: guide.place(first, /^kubectl\s+\S+(?:\s+\S+){0,2}/.exec(first.words)?.[0] ?? first.words),
        message: `${bare.length === 1 ? 'This command' : `${bare.length} commands`} on “${object}” ${bare.length === 1 ? 'leaves' : 'leave'} out the namespace ${names}.`,
        understood: `Without it on ${bare.length === 1 ? 'line' : 'lines'} ${bare.map(({ line }) => line).join(', ')}; other commands on ${object} give -n ${names}.`,
        wayOut: `Add -n ${names}, or say once at the top which context the commands are run in.`,
      };
    }
  },
};

interface Call {
  readonly line: number;
  readonly endLine: number;
  readonly words: string;
  readonly object: string;
  readonly namespace: string | null;
}

/** Commands of blocks, and those within sentences. */
function callsIn(guide: Parameters<Rule['find']>[0]): Call[] {
  const blocks = guide.blocks.flatMap((block) => block.commands);
  const inline = guide.parts.flatMap(({ codes, line, endLine }) =>
    codes.filter((code) => code.startsWith('kubectl ')).map((text) => ({ text, line, endLine })),
  );
  return [...blocks, ...inline]
    .flatMap(({ text, line, endLine }) =>
      (text.match(KUBECTL) ?? []).map((words) => ({ words: words.trim(), line, endLine })),
    )
    .flatMap((call) => {
      const object = OBJECT.exec(call.words)?.[1];
      if (object === undefined || /\s(?:-A|--all-namespaces)\b/.test(call.words)) return [];
      return [{ ...call, object, namespace: NAMESPACE.exec(call.words)?.[1] ?? null }];
    })
    .sort((a, b) => a.line - b.line);
}
