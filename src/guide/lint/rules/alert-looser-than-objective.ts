import type { AlertOp, CommitmentOf } from '../../../plan/commitment.ts';
import type { Rule } from '../rule.ts';
import { subjectComparer } from '../subject.ts';
import { thresholdWords } from '../threshold-words.ts';

export const alertLooserThanObjective: Rule = {
  id: 'alert-looser-than-objective',
  severity: 'warning',
  finds: 'An objective whose every alert begins well beyond its target.',
  why: 'The target is missed for hours and nobody is told, because the alert waits for something worse.',
  failing: [
    {
      guide:
        '## Objectives\n\n- Latency (p95): < 500 ms\n\n## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| Slow | p95 > 1 s | 5 min | Warning | Email |\n',
      words: '> 1 s',
    },
  ],
  passing: [
    {
      guide:
        '## Objectives\n\n- Latency (p95): < 500 ms\n\n## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| Slow | p95 > 500 ms | 5 min | Warning | Email |\n',
    },
    {
      guide:
        '## Objectives\n\n- Latency (p95): < 500 ms\n\n## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| Slow | p95 > 400 ms | 5 min | Warning | Email |\n| Very slow | p95 > 1 s | 5 min | Critical | Page |\n',
    },
  ],
  *find(guide) {
    const isSameSubject = subjectComparer();
    for (const objective of guide.all('objective')) {
      if (objective.value === null || objective.sli === 'availability' || objective.environment === 'staging') continue;
      const alerts = guide
        .all('alert')
        .filter(
          (a) =>
            a.metric === objective.sli &&
            a.unit === objective.unit &&
            a.value !== null &&
            a.line !== objective.line &&
            isSameSubject(a.text, objective.text) &&
            !a.actions.includes('rollback'),
        );
      const nearest = [...alerts].sort((a, b) => distance(a, objective) - distance(b, objective))[0];
      if (!nearest || !isLooser(nearest, objective)) continue;
      yield {
        place: guide.place(nearest, thresholdWords(nearest, guide.lines.slice(nearest.line - 1, nearest.endLine))),
        message: `${nearest.metric} is promised ${objective.op} ${objective.value} ${objective.unit ?? ''} (line ${objective.line}), but the first alert begins at ${nearest.op} ${nearest.value} ${nearest.unit ?? ''}.`,
        understood: `The objective “${objective.text}” is guarded by “${nearest.text}”.`,
        wayOut: 'Add an alert of low severity at the target, or at the rate at which the error budget burns.',
      };
    }
  },
};

const distance = (a: CommitmentOf<'alert'>, o: CommitmentOf<'objective'>): number =>
  Math.abs((a.value ?? 0) - (o.value ?? 0));

/** Half as much again is a different number, not a margin. */
const MARGIN = 1.5;

function isLooser(alert: CommitmentOf<'alert'>, { op, value }: CommitmentOf<'objective'>): boolean {
  const above = (sign: AlertOp): boolean => sign.startsWith('>');
  const [at, target] = [alert.value ?? 0, value ?? 0];
  if (op.startsWith('<')) return above(alert.op) && at >= target * MARGIN;
  return op.startsWith('>') && alert.op.startsWith('<') && at <= target / MARGIN;
}
