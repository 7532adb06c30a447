import type { Rule } from '../rule.ts';

export const alertWithoutSeverity: Rule = {
  id: 'alert-without-severity',
  severity: 'warning',
  finds: 'An alert without a severity, in a guide that has severities.',
  why: 'The severity decides whether somebody is woken. Without one, an alert is either ignored or wakes people for nothing.',
  failing: [
    {
      guide:
        '## Alerts\n\n- Error rate > 1% for 5 minutes: email\n\n## Severities\n\n- P0 (critical): response within 15 minutes\n- P1 (high): response within 1 hour\n',
      words: 'Error rate > 1% for 5 minutes',
    },
  ],
  passing: [
    {
      guide:
        '## Alerts\n\n- P1: Error rate > 1% for 5 minutes: email\n\n## Severities\n\n- P0 (critical): response within 15 minutes\n- P1 (high): response within 1 hour\n',
    },
    { guide: '## Alerts\n\n- Error rate > 1% for 5 minutes: email\n' },
  ],
  *find(guide) {
    const levels = [...new Set(guide.all('severity').map(({ level }) => level))];
    if (levels.length < 2) return;
    for (const alert of guide.all('alert')) {
      // A condition for rolling back or scaling has its reaction; nobody is called by it.
      if (alert.severity !== null || alert.actions.includes('rollback')) continue;
      yield {
        place: guide.place(alert, alert.text),
        message: `This alert on ${alert.metric.replace(/^x:/, '')} has no severity.`,
        understood: `“${alert.text}” is an alert; the guide’s severities are ${levels.join(', ')}.`,
        wayOut: `Write one of ${levels.join(', ')} beside it, or stand it under a heading that names one.`,
      };
    }
  },
};
