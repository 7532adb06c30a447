import type { CommitmentOf } from '../../../plan/commitment.ts';
import type { Part } from '../../document/part.ts';
import { bySection } from '../by-section.ts';
import { callsSomebody } from '../calls-somebody.ts';
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
    // Where an alert has no severity either, that is said first: who is told follows from it.
    const unrated = guide.all('severity').length > 1;
    const told = readTold(guide);
    const silent = guide
      .all('alert')
      .filter(
        (alert) =>
          callsSomebody(alert) &&
          alert.actions.length === 0 &&
          !(alert.severity === null && unrated) &&
          !guide.isInBlock(alert.line) &&
          !isTold(alert, told),
      );
    for (const alerts of bySection(silent, ({ severity }) => severity ?? '')) {
      const [first] = alerts;
      if (!first || told.everywhere || first.section.some((title) => told.sections.has(title))) continue;
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

/** What the guide says once for many alerts. */
interface Told {
  /** A section of its own, or a sentence before the first heading, says who is told of what. */
  readonly everywhere: boolean;
  /** Sections with a sentence such as "All alerts go to #ops on Slack". */
  readonly sections: ReadonlySet<string>;
  /** Severities that say who responds: classes, and those by which the escalation begins. */
  readonly severities: ReadonlySet<string>;
  /** Sections of which some alerts have actions. */
  readonly acting: ReadonlySet<string>;
  readonly rows: ReadonlyMap<number, Part>;
}

function readTold(guide: LintedGuide): Told {
  const telling = guide.parts.filter(
    ({ form, text }) =>
      (form === 'line' || form === 'lead-in' || form === 'item') && TELLS.test(text) && !/[<>]/.test(text),
  );
  return {
    everywhere:
      telling.some(({ parent }) => parent?.form === 'guide') ||
      guide.parts.some(({ form, title }) => form === 'heading' && ROUTING.test(title)),
    sections: new Set(telling.flatMap(({ parent }) => [parent?.title ?? '', parent?.parent?.title ?? ''])),
    severities: new Set([
      ...guide.all('severity').flatMap(({ level }) => (/^(?:[PS]|SEV[\s-]?)\d$/.test(level) ? [level] : [])),
      ...guide.all('escalation').flatMap(({ severity }) => (severity === null ? [] : [severity])),
    ]),
    acting: new Set(guide.all('alert').flatMap(({ actions, section }) => (actions.length > 0 ? [section.join()] : []))),
    rows: new Map(guide.parts.flatMap((part) => (part.form === 'row' ? [[part.line, part] as const] : []))),
  };
}

/** A class says who responds and how fast; a column, the line or the heading may say what is done. */
function isTold({ severity, section, text, line }: CommitmentOf<'alert'>, told: Told): boolean {
  if (told.severities.has(severity ?? '') || SAYS.test(text) || HEADED.test(section.join(' '))) return true;
  // A band below one that pages.
  if (BELOW.test(severity ?? '') && told.acting.has(section.join())) return true;
  const row = told.rows.get(line);
  // A cell of several words beside name and threshold is what to do.
  return (
    row?.columns.some((column, n) => {
      const cell = row.cells[n] ?? '';
      return /[a-z]{2}/i.test(cell) && (REACTION.test(column) || (n > 1 && /[a-z]+\s+[a-z]+\s+[a-z]+/i.test(cell)));
    }) ?? false
  );
}

const BELOW = /^(?:warn\w*|amber|yellow|info\w*|low|minor)$/i;
const HEADED = /\bwak(?:e|es)\b|\bpag(?:e|es|ing)\b|\bnotif\w+|\btell\b/i;
const TELLS =
  /\balerts?\b.*\b(?:go(?:es)? to|sent|send|page[sd]?|notif\w+|via|routed?|deliver\w*|post\w*|land)\b|\b(?:pages?|notif(?:y|ies))\b.*\b(?:on[\s-]?call|team|channel)\b/i;
const REACTION = /\b(?:action|respon[sd]\w*|do|steps?|runbook|notif\w*|channel|route|who|owner|contact|reaction)\b/i;
const SAYS =
  /\b(?:page|pages|warn|notify|notifies|e-?mail|slack|ticket|call|wake|tell|restart|scale|investigate|open)\b/i;

/** A section of its own says who is told of what. */
const ROUTING =
  /\bwho (?:hears|is told|gets|is paged)\b|\balert (?:routing|channels?|delivery)\b|\bnotification(?:s| channels?| policy)?$|\brouting$/i;
