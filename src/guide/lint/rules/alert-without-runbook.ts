import { planRunbooks, runbooksFor } from '../../../plan/make-runbooks.ts';
import { bySection } from '../by-section.ts';
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
      words: 'Certificate expires in',
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
    // What is done when everything is down is what the whole response to an incident is about.
    const forOutages = guide.all('procedure').some(({ purpose }) => purpose === 'respond' || purpose === 'recover');
    const untreated = guide.all('alert').filter((alert) => {
      const wakes =
        WAKES.test(alert.severity ?? '') || alert.actions.some((action) => /page|pagerduty|phone|sms/.test(action));
      if (!wakes || alert.actions.includes('rollback') || runbooksFor(alert, runbooks).length > 0) return false;
      return !(forOutages && /^(?:health|availability|request_rate)$/.test(alert.metric));
    });
    for (const alerts of bySection(untreated)) {
      const names = alerts.map(({ name, text }) => `“${name ?? text}”`);
      yield {
        place: guide.place(alerts[0]!, alerts[0]!.name ?? alerts[0]!.text),
        message: `${names.join(', ')} ${names.length === 1 ? 'wakes' : 'wake'} somebody and no runbook treats ${names.length === 1 ? 'it' : 'them'}.`,
        understood: `Alerts on ${names.length === 1 ? 'line' : 'lines'} ${alerts.map(({ line }) => line).join(', ')}; none of ${runbooks.length} runbooks and procedures has their words in its title or symptoms.`,
        wayOut: `Write a runbook with ${names[0]} among its symptoms, even if its first step is only where to look.`,
      };
    }
  },
};

const WAKES = /^(?:critical|emergency|page|urgent|[PS]0|SEV[\s-]?[01])$/i;
