import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { Rule } from '../rule.ts';
import { subjectComparer } from '../subject.ts';

export const contradictingTargets: Rule = {
  id: 'contradicting-targets',
  severity: 'error',
  finds: 'Two different targets for one indicator in one environment.',
  why: 'Whoever reads the first thinks the system is in order while whoever reads the second is called. An error budget can be kept for one of them only.',
  failing: [
    {
      guide:
        '## Objectives\n\n- Availability: 99.9% per month\n- Latency (p95): < 300 ms\n\n## Service levels\n\n- Availability: 99.5% per month\n',
      words: '99.5',
    },
  ],
  passing: [
    {
      guide: '| Environment | Target uptime |\n|---|---|\n| Production | 99.9% |\n| Staging | 99.5% |\n',
    },
    { guide: '## Objectives\n\n- Cache hit ratio: > 80%\n\n## Tuning\n\n- Watch the cache hit ratio (target: >80%)\n' },
  ],
  *find(guide) {
    const isSameSubject = subjectComparer();
    const first = new Map<string, CommitmentOf<'objective'>>();
    for (const objective of guide.all('objective')) {
      if (objective.value === null || objective.sli.startsWith('x:')) continue;
      const key = [objective.sli, objective.unit, objective.environment ?? ''].join(' ');
      const other = first.get(key);
      if (other === undefined) first.set(key, objective);
      else if (
        other.value !== objective.value &&
        !isTied(other, objective) &&
        isSameSubject(other.text, objective.text)
      )
        yield {
          place: guide.place(objective, String(objective.value)),
          message: `The target for ${objective.sli} is ${objective.value} ${objective.unit ?? ''} here and ${other.value} ${other.unit ?? ''} on line ${other.line}.`,
          understood: `“${other.text}” and “${objective.text}” are both read as the target for ${objective.sli}.`,
          wayOut:
            'Keep one, or say what each is for: another environment, another endpoint, an internal and a promised target.',
        };
    }
  },
};

/** Words that set one target apart from another of the same indicator. */
const SCOPE =
  /\b(?:internal|external|goal|stretch|minimum|sla\b|contract\w*|customers?|free|paid|premium|tier|region|write|read|search|login|checkout|upload|import|batch|admin|public|per|for|on|of)\b/gi;

/** Different windows, or words of scope in one and not in the other: two promises, not one promise twice. */
function isTied(a: CommitmentOf<'objective'>, b: CommitmentOf<'objective'>): boolean {
  if (a.windowS !== null && b.windowS !== null && a.windowS !== b.windowS) return true;
  const scope = (text: string): string => (text.match(SCOPE) ?? []).join(' ').toLowerCase();
  return (
    scope(a.text.replace(/\bper (?:month|year|week|quarter)\b/gi, '')) !==
      scope(b.text.replace(/\bper (?:month|year|week|quarter)\b/gi, '')) || a.section.join() === b.section.join()
  );
}
