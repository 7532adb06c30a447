import { planRunbooks, runbooksFor } from '../../../plan/make-runbooks.ts';
import type { Rule } from '../rule.ts';

export const runbookWithoutAlert: Rule = {
  id: 'runbook-without-alert',
  severity: 'warning',
  finds: 'A runbook that no alert leads to.',
  why: 'The trouble it treats is known, but it is customers who will report it.',
  failing: [
    {
      guide:
        '## Alerts\n\n- Database connection failure: critical, page\n\n## Troubleshooting\n\n### Database connection failures\n\n**Resolution:**\n\n1. Restart the pooler\n\n### Mail queue stuck\n\n**Symptoms:**\n\n- Invitations arrive late\n\n**Resolution:**\n\n1. Restart the mailer\n',
      words: 'Mail queue stuck',
    },
  ],
  passing: [
    {
      guide:
        '## Alerts\n\n- Database connection failure: critical, page\n\n## Troubleshooting\n\n### Database connection failures\n\n**Resolution:**\n\n1. Restart the pooler\n',
    },
  ],
  *find(guide) {
    const alerts = guide.all('alert').filter(({ actions }) => !actions.includes('rollback'));
    if (alerts.length === 0) return;
    const runbooks = planRunbooks(guide.commitments).filter(({ kind }) => kind === 'runbook');
    // Each is asked for by itself, so that no other runbook takes its place among those offered.
    for (const runbook of guide.all('runbook')) {
      if (COLLECTION.test(runbook.title)) continue;
      const planned = runbooks.filter(({ id }) => id === runbook.id);
      if (alerts.some((alert) => runbooksFor(alert, planned).length > 0)) continue;
      const cause = ['redis', 'cache', 'memory', 'cpu', 'disk', 'latency', 'response'].find((word) =>
        new RegExp(`\\b${word}`, 'i').test(runbook.title),
      );
      yield {
        place: guide.place(runbook, runbook.title),
        message: `No alert leads to the runbook “${runbook.title}”.`,
        understood: `None of ${alerts.length} alerts shares words with its title or symptoms.`,
        wayOut: `Add an alert on ${cause === undefined ? 'the first symptom that can be measured' : cause}, or name the alert among its symptoms.`,
      };
    }
  },
};

/** Titles of what treats many troubles or none. */
const COLLECTION =
  /\b(?:common|known|frequent) (?:issues|problems|errors)\b|\bcommands?\b|\b(?:tier|P)[\s-]?\d\b|\breference\b|\btroubleshooting\b|\bFAQ\b|\bappendix\b|\bprocedures?$/i;
