import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { Rule } from '../rule.ts';
import { thresholdWords } from '../threshold-words.ts';

export const alertAgainstRollback: Rule = {
  id: 'alert-against-rollback',
  severity: 'warning',
  finds:
    'An alert and a rollback on one measurement at different thresholds, without a word on what happens between them.',
  why: 'Between the two numbers somebody has been called and the guide neither says to roll back nor to wait. At night that is decided by whoever is awake.',
  failing: [
    {
      guide:
        '## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High error rate | > 1% errors | 5 min | Warning | Email |\n\n## When to roll back\n\n- Error rate > 5% for 5 minutes\n',
      words: '5%',
    },
  ],
  passing: [
    {
      guide:
        '## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High error rate | > 5% errors | 5 min | Critical | Page |\n\n## When to roll back\n\n- Error rate > 5% for 5 minutes\n',
    },
    {
      guide:
        '## Alerts\n\n| Alert | Threshold | Window | Severity | Action |\n|---|---|---|---|---|\n| High error rate | > 1% errors | 5 min | Warning | Email |\n| Very high error rate | > 5% errors | 5 min | Critical | Page |\n\n## When to roll back\n\n- Error rate > 5% for 5 minutes\n',
    },
  ],
  *find(guide) {
    const alerts = guide.all('alert').filter(({ value }) => value !== null);
    const rollsBack = ({ actions }: CommitmentOf<'alert'>): boolean => actions.includes('rollback');
    for (const rollback of alerts.filter(rollsBack)) {
      const called = alerts.filter((a) => !rollsBack(a) && a.metric === rollback.metric && a.unit === rollback.unit);
      const nearest = called.find(({ value }) => value === rollback.value) ?? called[0];
      if (!nearest || nearest.value === rollback.value) continue;
      yield {
        place: guide.place(rollback, thresholdWords(rollback, guide.lines.slice(rollback.line - 1, rollback.endLine))),
        message: `The rollback begins at ${rollback.value} ${rollback.unit ?? ''}, the alert on the same measurement at ${nearest.value} ${nearest.unit ?? ''} (line ${nearest.line}); nothing says what to do between them.`,
        understood: `“${nearest.text}” calls somebody, “${rollback.text}” rolls back; both watch ${rollback.metric}.`,
        wayOut:
          'Give the rollback an alert of its own at its threshold, or write at the first alert what is done until the second.',
      };
    }
  },
};
