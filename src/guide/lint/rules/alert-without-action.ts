import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { Rule } from '../rule.ts';

export const alertWithoutAction: Rule = {
  id: 'alert-without-action',
  severity: 'warning',
  finds: 'Alerts that say neither who is told nor what is done.',
  why: 'An alert that reaches nobody is a line in a log.',
  failing: [
    {
      guide: '## Critical alerts\n\n- Health check fails for 2 minutes\n- Error rate > 5% for 5 minutes\n',
      words: 'Health check fails for 2 minutes',
    },
  ],
  passing: [
    {
      guide: '## Critical alerts (PagerDuty)\n\n- Health check fails for 2 minutes\n- Error rate > 5% for 5 minutes\n',
    },
    {
      guide:
        '## Alerts\n\nAll alerts go to #ops on Slack; critical ones page the on-call engineer.\n\n- Error rate > 5% for 5 minutes (critical)\n',
    },
  ],
  *find(guide) {
    const groups = new Map<string, CommitmentOf<'alert'>[]>();
    // Where an alert has no severity either, that is said first: who is told follows from it.
    const unrated = guide.all('severity').length > 1;
    for (const alert of guide.all('alert')) {
      if (alert.actions.length > 0 || (alert.severity === null && unrated)) continue;
      const key = [...alert.section, alert.severity ?? ''].join('\n');
      groups.set(key, [...(groups.get(key) ?? []), alert]);
    }
    for (const alerts of groups.values()) {
      const [first] = alerts;
      if (!first || isToldInProse(first.section, guide.parts)) continue;
      const several = alerts.length > 1;
      yield {
        place: guide.place(first, first.text),
        message: several
          ? `${alerts.length} alerts under “${first.section.at(-1) ?? ''}” say neither who is told nor what is done.`
          : 'This alert says neither who is told nor what is done.',
        understood: `Alerts on ${several ? 'lines' : 'line'} ${alerts.map(({ line }) => line).join(', ')}, without a channel or an action in the line, its columns or its heading.`,
        wayOut: 'Name the channel in the heading (“Critical alerts (PagerDuty)”) or an action beside each alert.',
      };
    }
  },
};

type Parts = Parameters<Rule['find']>[0]['parts'];

/** "All alerts go to #ops on Slack", anywhere in the sections above. */
function isToldInProse(section: readonly string[], parts: Parts): boolean {
  return parts.some(
    (part) =>
      (part.form === 'line' || part.form === 'lead-in' || part.form === 'item') &&
      /\balerts?\b.*\b(?:go(?:es)? to|sent|send|page[sd]?|notif\w+|via|routed?|deliver\w*|post\w*|land)\b|\b(?:pages?|notif(?:y|ies))\b.*\b(?:on[\s-]?call|team|channel)\b/i.test(
        part.text,
      ) &&
      !/[<>]/.test(part.text) &&
      (part.parent?.form === 'guide' ||
        section.includes(part.parent?.title ?? '') ||
        section.includes(part.parent?.parent?.title ?? '')),
  );
}
