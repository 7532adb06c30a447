import type { AlertFields } from '../../plan/commitment.ts';
import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove, topicOf } from '../topic.ts';
import { actionsIn } from '../words/channel.ts';
import { type Condition, conditionsIn } from '../words/condition.ts';
import { durationsIn } from '../words/duration.ts';
import { metricsIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { severityClassIn, severityIn } from '../words/severity-name.ts';
import { cell, has } from './columns.ts';
import { labelled, pick } from './labels.ts';

/** | Memory high | >92% | 8 min | Major | E-mail | */
export function readAlertRow(row: Part): Draft[] {
  if (!has(row, 'threshold') || has(row, 'min') || topicAbove(row) === 'scaling' || topicAbove(row) === 'tasks')
    return [];
  const threshold = cell(row, 'threshold');
  const name = cell(row, 'alert') || cell(row, 'metric') || cell(row, 'service') || row.cells[0] || '';
  const metric = cell(row, 'metric');
  const [window] = durationsIn(withDigits(cell(row, 'window')));
  const severity = severityIn(cell(row, 'severity')) ?? severityAbove(row);
  const stated = actionsIn(cell(row, 'action') || cell(row, 'channel'));
  const actions = stated.length > 0 ? stated : actionsAbove(row);
  // "| import-stale | 3 hours |": nothing but a time is how long it has been so.
  const onlyTime = /^[\d.]+\s*[a-z]+$/i.test(threshold) ? durationsIn(threshold)[0] : undefined;
  const condition = onlyTime ? `${name} for ${threshold}` : threshold || name;
  return conditionsIn(condition, [metric, `${metric} ${name}`, name].filter(Boolean)).map((condition) =>
    draft(
      row,
      alert(
        name || null,
        { ...condition, windowS: window ? Math.round(window.seconds) : condition.windowS },
        severity,
        actions,
      ),
    ),
  );
}

/**
 * An alert with its parts below it:
 *
 *   1. **Shop closed** (Severity 1)
 *      - Condition: probe fails for 4 consecutive minutes
 *      - Action: text message, e-mail
 */
export function readAlertGroup(part: Part): Draft[] {
  if (part.form !== 'item' && part.form !== 'heading' && part.form !== 'lead-in') return [];
  const labels = labelled(part);
  const condition = pick(
    labels,
    /^(?:alert )?(?:condition|threshold|trigger|triggers? (?:when|if)|fires? (?:when|if)|when|rule|expression)s?$/,
  );
  if (!condition || topicOf(part) === 'scaling' || topicAbove(part) === 'scaling') return [];
  const reaction = pick(labels, /^(?:actions?|notif\w*|reaction|notify|channels?|response|page|alerts?)$/);
  const window = pick(labels, /^(?:window|duration|for|sustained(?: for)?|period|hold)$/);
  const severity = pick(labels, /^(?:severity|priority|level|class)$/);
  const name = part.title.replace(/\s*\((?:severity|sev|priority|p|s)?[\s-]?\d\)\s*$/i, '');
  const [holds] = durationsIn(withDigits(window?.value ?? ''));
  const level = severity ? severityIn(severity.value) : (severityClassIn(part.text) ?? severityAbove(part));
  const conditions = conditionsIn(condition.value, [name]);
  if (conditions.every(({ op }) => op === null) && topicAbove(part) !== 'alerts' && topicOf(part) !== 'alerts')
    return [];
  return conditions.map((read) =>
    draft(
      part,
      alert(
        name,
        holds ? { ...read, windowS: Math.round(holds.seconds) } : read,
        level,
        actionsIn(reaction?.value ?? ''),
      ),
      {
        text: `${part.text}: ${condition.value}`,
      },
    ),
  );
}

/**
 * One line under a title about alerts: "CPU load (> 75%)", "**Shop closed**: no answer for more than 3 minutes",
 * "Gateway down for > 45 seconds".
 */
export function readAlertLine(part: Part): Draft[] {
  if (part.form === 'line' && conditionsIn(part.value, [part.text]).every(({ op }) => op === null)) return [];
  const condition = part.label ? part.value : part.text;
  const name = (part.label ?? part.text)
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/\s*(?:[<>≥≤].*|\bfor\s*[<>]?\s*\d.*)$/i, '');
  const severity = severityClassIn(part.text) ?? severityAbove(part);
  const about = part.label ? [part.label, `${part.label} ${part.value}`] : [];
  const actions = actionsIn(part.text.split(/→|->|=>/)[1] ?? '');
  return conditionsIn(condition.split(/\s*(?:→|->|=>)/)[0]!, about).map((read) =>
    draft(part, alert(name || null, read, severity, actions.length > 0 ? actions : actionsAbove(part))),
  );
}

/** "- **Alert**: < 98% for 8 minutes" beside the target it guards, under a heading that names the measurement. */
export function readAlertLabel(part: Part): Draft[] {
  if (
    !part.label ||
    !/^(?:critical |warning )?(?:alert(?:ing|s)?(?: (?:threshold|when|if|at|condition|rule))?|page(?: when| if)?)$/i.test(
      part.label,
    )
  )
    return [];
  const beside =
    part.parent?.children.filter((other) => other !== part && other.form === part.form).map((other) => other.value) ??
    [];
  const title = part.parent?.title ?? null;
  const about = [...(title ? [title] : []), ...beside.filter(namesMetric)];
  if (conditionsIn(part.value, about).every(({ op }) => op === null)) return [];
  return conditionsIn(part.value, about).map((read) =>
    draft(part, alert(title, read, severityIn(part.label!) ?? severityAbove(part), [])),
  );
}

const REACTS =
  /\b(?:pages?|paging|paged|alerts? (?:fires?|us|the|when|if)|we (?:alert|are alerted|get alerted)|notif(?:y|ies|ied)|wakes?|wake up|raises? an? (?:alert|alarm|page|incident))\b/i;
const CLAUSE =
  /^(?:if|when|whenever|should|once)\s+(.+?)(?:,|\s+(?:then|we|page|alert|notify|the on-call|wake)\b)|\b(?:when|whenever|if|once|as soon as)\s+(.+?)[.;]?$/i;

/** Prose that couples a condition to a reaction: "We page the on-call engineer when p95 latency stays above 800 ms." */
export function readAlertSentence(part: Part): Draft[] {
  if (!REACTS.test(part.text)) return [];
  const clause = CLAUSE.exec(part.text);
  const condition = clause?.[1] ?? clause?.[2];
  if (!condition) return [];
  return (
    conditionsIn(condition, [])
      // A clause that names no measurement in few words is talk, not a condition.
      .filter(({ op, metric }) => op !== null && metric.length <= 60)
      .map((read) =>
        draft(
          part,
          alert(
            null,
            read,
            severityClassIn(part.text) ?? severityAbove(part),
            actionsIn(part.text.replace(condition, ' ')),
          ),
        ),
      )
  );
}

const namesMetric = (text: string): boolean => metricsIn(text).length > 0;

function alert(
  name: string | null,
  { metric, op, value, unit, windowS }: Condition,
  severity: string | null,
  actions: readonly string[],
): AlertFields {
  return { kind: 'alert', name, metric, op: op ?? 'fails', value, unit, windowS, severity, actions };
}

/** "Critical Alerts (PagerDuty/Slack)" above says the severity of what stands under it. */
function severityAbove(part: Part): string | null {
  for (const above of upward(part)) {
    if (above === part || above.form === 'guide' || above.depth === 1) continue;
    const named =
      severityClassIn(above.title) ??
      /\b(critical|warning|error(?=\s+alert)|info(?:rmational)?|emergency|urgent)s?\b/i
        .exec(above.title)?.[1]
        ?.toLowerCase();
    if (named && topicOf(above) !== 'objectives') return named;
    if (above.form === 'heading') break;
  }
  return null;
}

function actionsAbove(part: Part): string[] {
  const title = part.parent?.title ?? '';
  const brackets = /\(([^)]*)\)/.exec(title)?.[1];
  if (brackets) return actionsIn(brackets);
  return actionsIn(title);
}
