import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { LintedGuide } from '../linted-guide.ts';
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
      if (guide.isInBlock(alert.line) || isTold(alert, guide)) continue;
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
          ? `${alerts.length} ${first.severity === null ? '' : `${first.severity} `}alerts under “${first.section.at(-1) ?? ''}” say neither who is told nor what is done.`
          : 'This alert says neither who is told nor what is done.',
        understood: `Alerts on ${several ? 'lines' : 'line'} ${alerts.map(({ line }) => line).join(', ')}, without a channel or an action in the line, its columns or its heading.`,
        wayOut: 'Name the channel in the heading (“Critical alerts (PagerDuty)”) or an action beside each alert.',
      };
    }
  },
};

/** A class says who responds and how fast; a column, the line or the heading may say what is done. */
function isTold(alert: CommitmentOf<'alert'>, guide: LintedGuide): boolean {
  const isClass =
    /^[PS]\d$/.test(alert.severity ?? '') && guide.all('severity').some(({ level }) => level === alert.severity);
  if (
    isClass ||
    SAYS.test(alert.text) ||
    /\bwak(?:e|es)\b|\bpag(?:e|es|ing)\b|\bnotif\w+|\btell\b/i.test(alert.section.join(' '))
  )
    return true;
  const row = guide.parts.find((part) => part.form === 'row' && part.line === alert.line);
  if (!row) return false;
  // A cell of several words beside name and threshold is what to do.
  return row.columns.some(
    (column, n) =>
      /[a-z]{2}/i.test(row.cells[n] ?? '') &&
      (REACTION.test(column) || (n > 1 && /[a-z]+\s+[a-z]+\s+[a-z]+/i.test(row.cells[n] ?? ''))),
  );
}

const REACTION = /\b(?:action|respon[sd]\w*|do|steps?|runbook|notif\w*|channel|route|who|owner|contact|reaction)\b/i;
const SAYS =
  /\b(?:page|pages|warn|notify|notifies|e-?mail|slack|ticket|call|wake|tell|restart|scale|investigate|open)\b/i;

/** A section of its own says who is told of what. */
const ROUTING =
  /\bwho (?:hears|is told|gets|is paged)\b|\balert (?:routing|channels?|delivery)\b|\bnotification(?:s| channels?| policy)?$|\brouting$/i;

type Parts = Parameters<Rule['find']>[0]['parts'];

/** "All alerts go to #ops on Slack", anywhere in the sections above. */
function isToldInProse(section: readonly string[], parts: Parts): boolean {
  if (parts.some((part) => part.form === 'heading' && ROUTING.test(part.title))) return true;
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
