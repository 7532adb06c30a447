import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { Rule } from '../rule.ts';

export const contradictingSeverities: Rule = {
  id: 'contradicting-severities',
  severity: 'error',
  finds: 'One incident class with two different response or resolution times.',
  why: 'The class is what the on-call person is measured by, and escalation counts from it. Two numbers mean that one of them is broken every time.',
  failing: [
    {
      guide:
        '## On-call\n\n- Critical (P0): response within 15 minutes\n\n## Severities\n\n| Severity | Response time |\n|---|---|\n| P0 | 30 min |\n| P1 | 1 hour |\n',
      words: '30 min',
    },
  ],
  passing: [
    {
      guide:
        '## On-call\n\n- Critical (P0): response within 15 minutes\n\n## Severities\n\n| Severity | Response time |\n|---|---|\n| P0 | 15 min |\n| P1 | 1 hour |\n',
    },
  ],
  *find(guide) {
    const first = new Map<string, CommitmentOf<'severity'>>();
    for (const severity of guide.all('severity')) {
      const other = first.get(severity.level);
      if (other === undefined) {
        first.set(severity.level, severity);
        continue;
      }
      for (const field of ['responseS', 'resolutionS'] as const) {
        const [a, b] = [other[field], severity[field]];
        if (a === null || b === null || a === b) continue;
        const text = guide.lines.slice(severity.line - 1, severity.endLine).join('\n');
        yield {
          place: guide.place(
            severity,
            /\d+\s?(?:h\w*|min\w*|m\b|s\w*|days?)/i.exec(text.replace(/(?:[PS]|SEV[\s-]?)\d/gi, '  '))?.[0] ??
              severity.level,
          ),
          message: `${severity.level} has a ${field === 'responseS' ? 'response' : 'resolution'} time of ${b / 60} minutes here and of ${a / 60} minutes on line ${other.line}.`,
          understood: `“${other.text}” and “${severity.text}” are one class.`,
          wayOut: 'Keep the number that people are held to and take the other out; one table is enough.',
        };
      }
    }
  },
};
