import { severityIn } from '../../words/severity-name.ts';
import { bySection } from '../by-section.ts';
import { callsSomebody } from '../calls-somebody.ts';
import type { Lines, LintedGuide } from '../linted-guide.ts';
import type { Rule } from '../rule.ts';

export const alertWithoutSeverity: Rule = {
  id: 'alert-without-severity',
  severity: 'warning',
  finds: 'An alert with neither a severity nor an action, in a guide that has severities.',
  why: 'The severity decides whether somebody is woken. Without one, an alert is either ignored or wakes people for nothing.',
  failing: [
    {
      guide:
        '## Alerts\n\n- Error rate > 1% for 5 minutes\n\n## Severities\n\n- P0 (critical): response within 15 minutes\n- P1 (high): response within 1 hour\n',
      words: 'Error rate > 1% for 5 minutes',
    },
  ],
  passing: [
    {
      guide:
        '## Alerts\n\n- Error rate > 1% for 5 minutes (P1)\n\n## Severities\n\n- P0 (critical): response within 15 minutes\n- P1 (high): response within 1 hour\n',
    },
    { guide: '## Alerts\n\n- Error rate > 1% for 5 minutes\n' },
  ],
  *find(guide) {
    const levels = [...new Set(guide.all('severity').map(({ level }) => level))];
    if (levels.length < 2) return;
    const perLine = new Map<number, number>();
    for (const { line } of [...guide.all('alert'), ...guide.all('objective')])
      perLine.set(line, (perLine.get(line) ?? 0) + 1);
    const unrated = guide.all('alert').filter(
      (alert) =>
        // Several bands in one row, or a band beside its target, are told apart by their columns.
        perLine.get(alert.line) === 1 &&
        callsSomebody(alert) &&
        // Who is paged, mailed or sent a ticket says how bad it is; a condition for rolling back calls nobody.
        alert.severity === null &&
        alert.actions.length === 0 &&
        !guide.isInBlock(alert.line) &&
        severityIn(linesOf(guide, alert).replace(alert.name ?? '', ' ')) === null,
    );
    for (const alerts of bySection(unrated)) {
      const first = alerts[0]!;
      yield {
        place: guide.place(first, first.text),
        message:
          alerts.length === 1
            ? `This alert on ${first.metric.replace(/^x:/, '')} has neither a severity nor an action.`
            : `${alerts.length} alerts under “${first.section.at(-1) ?? ''}” have neither a severity nor an action.`,
        understood: `${alerts.map(({ text, line }) => `“${text}” (line ${line})`).join(', ')}; the guide’s severities are ${levels.join(', ')}.`,
        wayOut: `Write one of ${levels.join(', ')} beside each, or stand them under a heading that names one.`,
      };
    }
  },
};

const linesOf = (guide: LintedGuide, { line, endLine }: Lines): string =>
  guide.lines.slice(line - 1, endLine ?? line).join(' ');
