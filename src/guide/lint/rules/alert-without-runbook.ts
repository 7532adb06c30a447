import { planRunbooks, runbooksFor } from '../../../plan/make-runbooks.ts';
import type { Rule } from '../rule.ts';

const F = '```';

export const alertWithoutRunbook: Rule = {
  id: 'alert-without-runbook',
  severity: 'warning',
  finds: 'An alert that wakes somebody and has no runbook, in a guide that has runbooks.',
  why: 'The person who is paged stands before a symptom for which nobody has written down a first step.',
  failing: [
    {
      guide: `## Alerts\n\n- Certificate expires in < 7 days: critical, page\n- Database connection failure: critical, page\n\n## Troubleshooting\n\n### Database connection failures\n\n**Resolution:**\n\n1. Restart the pooler\n`,
      words: 'Certificate expires in < 7 days',
    },
  ],
  passing: [
    {
      guide: `## Alerts\n\n- Database connection failure: critical, page\n\n## Troubleshooting\n\n### Database connection failures\n\n**Resolution:**\n\n1. Restart the pooler\n`,
    },
    {
      guide: `## Alerts\n\n- Certificate expires in < 30 days: warning, email\n\n## Troubleshooting\n\n### Database connection failures\n\n${F}bash\nsystemctl restart pgbouncer\n${F}\n`,
    },
  ],
  *find(guide) {
    const runbooks = planRunbooks(guide.commitments);
    if (!runbooks.some(({ kind }) => kind === 'runbook')) return;
    for (const alert of guide.all('alert')) {
      if (!WAKES.test(alert.severity ?? '') && !alert.actions.some((action) => /page|pagerduty|phone|sms/.test(action)))
        continue;
      if (alert.actions.includes('rollback') || runbooksFor(alert, runbooks).length > 0) continue;
      const name = alert.name ?? alert.text;
      yield {
        place: guide.place(alert, name),
        message: `“${name}” wakes somebody and no runbook treats it.`,
        understood: `Severity ${alert.severity ?? 'unsaid'}, ${alert.actions.join(', ') || 'no action'}; none of ${runbooks.length} runbooks and procedures has its words in the title or the symptoms.`,
        wayOut: `Write a runbook with “${name}” among its symptoms, even if its first step is only where to look.`,
      };
    }
  },
};

const WAKES = /^(?:critical|emergency|page|urgent|[PS]0)$/i;
