import type { AlertFields } from '../../plan/commitment.ts';
import { type Part, upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { writtenConditions } from '../formats/written-condition.ts';
import { topicAbove, topicOf } from '../topic.ts';
import { actionsIn } from '../words/channel.ts';
import { comparisonsIn } from '../words/comparison.ts';
import { type Condition, conditionsIn } from '../words/condition.ts';
import { durationsIn, withoutAnswers } from '../words/duration.ts';
import { metricsIn, ranksIn } from '../words/metric.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrder } from '../words/order.ts';
import { bracketedSeverityIn, severityClassIn, severityIn } from '../words/severity-name.ts';
import { isCheckLabel } from './check.ts';
import { labelled, pick } from './labels.ts';

const CONDITION =
  /^(?:alert )?(?:condition|threshold|trigger(?:ed)?(?: (?:when|if|by|at))?|fires?(?: (?:when|if|at))?|when|rule|expression)s?$/;

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
  const condition = pick(labels, CONDITION);
  if (!condition || topicOf(part) === 'scaling' || topicAbove(part) === 'scaling') return [];
  // "### Critical alerts" over several alerts, each with its own condition, is none itself.
  const holders = part.children.filter((child) => child.form === 'lead-in' && pick(labelled(child), CONDITION));
  if (holders.length > 1 || (holders.length > 0 && topicOf(part) === 'alerts')) return [];
  // Beside a target or another level, each line is an alert of its own.
  if ([...labels.keys()].some((label) => A_TARGET.test(label) || isCheckLabel(label))) return [];
  if ([...labels].some(([label, { value }]) => A_LEVEL.test(label) && /\d/.test(value))) return [];
  const reaction = pick(labels, /^(?:actions?|notif\w*|reaction|notify|channels?|response|page|alerts?)$/);
  const window = pick(labels, /^(?:window|duration|for|sustained(?: for)?|period|hold)$/);
  const severity = pick(labels, /^(?:severity|priority|level|class)$/);
  const name = part.title.replace(/\s*\((?:severity|sev|priority|p|s)?[\s-]?\d\)\s*$/i, '');
  const [holds] = durationsIn(withDigits(window?.value ?? ''));
  const level = severity
    ? (severityIn(severity.value) ?? /^\s*([0-5])\b/.exec(severity.value)?.[1]?.replace(/^/, 'S') ?? null)
    : (severityClassIn(part.text) ?? severityAbove(part));
  const conditions = writtenConditions(condition.value, [name]);
  const covers = part.children.filter(({ form, title }) => form !== 'heading' && !/^escalation/i.test(title));
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
      { text: `${part.text}: ${condition.value}`, covers },
    ),
  );
}

/**
 * One line under a title about alerts: "CPU load (> 75%)", "**Shop closed**: no answer for more than 3 minutes",
 * "Gateway down for > 45 seconds".
 */
export function readAlertLine(part: Part): Draft[] {
  if (isOfTools(part)) return [];
  const stated =
    conditionsIn(part.value, [part.text]).some(({ op }) => op !== null) ||
    actionsIn(part.text.split(/→|->|=>/)[1] ?? '').length > 0;
  if (
    !stated &&
    (part.form !== 'item' || part.ordinal !== null || part.codes.length > 0 || isTalk(part) || isOrder(part.text))
  )
    return [];
  const condition = part.label ? part.value : part.text;
  // "**Meaning** - memory is above 85 %" under "### MemoryAlmostFull" speaks of that alert.
  const sentence = part.form === 'line' && part.label === null ? part.parent : null;
  const titled = sentence?.form === 'lead-in' ? (sentence.parent?.title ?? null) : null;
  const own = A_LEVEL.test(part.label ?? '') ? part.value : (part.label ?? part.text);
  const name = nameOf(titled ?? own);
  // "Warning: p95 > 250 ms for 5 minutes": the label is its level, and no name.
  const level = A_LEVEL.test(part.label ?? '') ? severityIn(part.label!) : null;
  const severity = severityClassIn(part.text) ?? bracketedSeverityIn(part.text) ?? level ?? severityAbove(part);
  const several = part.label === null || level !== null ? conditionsListed(condition) : [];
  if (several.length > 1)
    return several.flatMap((piece) =>
      conditionsIn(piece, []).map((read) => draft(part, alert(nameOf(piece), read, severity, actionsAbove(part)))),
    );
  const about = part.label ? [part.label, `${part.label} ${part.value}`] : [];
  const actions = actionsIn(part.text.split(/→|->|=>/)[1] ?? '');
  return conditionsIn(condition.split(/\s*(?:→|->|=>)/)[0]!, about).map((read) =>
    draft(part, alert(name || null, read, severity, actions.length > 0 ? actions : actionsAbove(part))),
  );
}

/** A condition graded in brackets is an alert under any title: "Declined cards: > 30 per minute [critical]". */
export const readGradedLine = (part: Part): Draft[] =>
  part.form !== 'row' &&
  bracketedSeverityIn(part.text) !== null &&
  conditionsIn(part.label ? part.value : part.text, [part.text]).some(({ value }) => value !== null)
    ? readAlertLine(part)
    : [];

/** A threshold under a title about escalation: what makes somebody escalate. */
export function readEscalationCriterion(part: Part): Draft[] {
  if (part.form !== 'item' || part.label !== null) return [];
  return conditionsIn(part.text, [])
    .filter(({ op, value, metric }) => op !== null && value !== null && metric.length <= 60)
    .map((read) => draft(part, alert(null, read, severityClassIn(part.text) ?? severityAbove(part), [])));
}

/** "Errors (> 5 % in 5 min), p95 latency > 2 s, stuck jobs > 0." as its conditions; one alone is left as it is. */
function conditionsListed(text: string): string[] {
  const pieces = text.replace(/\.$/, '').split(/,\s+(?:and\s+|or\s+)?(?![^(]*\))/);
  return pieces.every((piece) => comparisonsIn(piece).some(({ start }) => /\p{L}{3}/u.test(piece.slice(0, start))))
    ? pieces
    : [];
}

const nameOf = (text: string): string =>
  text
    .replace(/\s*(?:→|->|=>).*$/, '')
    .replace(/\s*\([^)]*\)\s*$/, '')
    .replace(/\s*(?:[<>≥≤].*|\bfor\s*[<>]?\s*\d.*)$/i, '');

/** "Metrics: those of the platform" under "Tools" says where to look. */
const isOfTools = (part: Part): boolean =>
  part.label !== null &&
  conditionsIn(part.value, []).every(({ op }) => op === null) &&
  [...upward(part)].some(({ form, title }) => form === 'heading' && /\btools?\b|\btooling\b/i.test(title));

/** An instruction or a whole sentence is no name of an alert. */
const isTalk = (part: Part): boolean =>
  part.text.split(' ').length > 9 ||
  isOrder(part.text) ||
  /^(?:check|look|compare|see|ask|open|restart|verify|make sure)\b/i.test(part.text);

/** What a measurement promises, beside which its alerts stand. */
const A_TARGET = /^(?:targets?|objectives?|slos?|slas?|goals?|error budgets?)$/;

/** A label that is a level and nothing else: "Critical", "Warning threshold". */
const A_LEVEL =
  /^(?:critical|warning|warn|emergency|urgent|page|ticket|info)(?: (?:alerts?|thresholds?|levels?|at|when|if|above))?$/i;

/** "Warning: > 150" beside "Target: < 100" and "Critical: > 200". */
const isOneOfLevels = (part: Part): boolean =>
  part.parent?.form === 'item' &&
  [...labelled(part.parent).keys()].filter((label) => A_TARGET.test(label) || A_LEVEL.test(label)).length > 1;

/** "- **Alert**: < 98% for 8 minutes" beside the target it guards, under a heading that names the measurement. */
export function readAlertLabel(part: Part): Draft[] {
  const isAlert =
    /^(?:critical |warning )?(?:alert(?:ing|s)?(?: (?:threshold|when|if|at|condition|rule))?|page(?: when| if)?)$/i.test(
      part.label ?? '',
    );
  const isLevel =
    A_LEVEL.test(part.label ?? '') &&
    (namesMetric(part.parent?.title ?? '') || isOneOfLevels(part)) &&
    comparisonsIn(withDigits(part.value)).length > 0;
  if (!isAlert && !isLevel) return [];
  const beside =
    part.parent?.children.filter((other) => other !== part && other.form === part.form).map((other) => other.value) ??
    [];
  const title = part.parent?.title ?? null;
  const about = [
    ...(part.parent && [...labelled(part.parent).keys()].some(isCheckLabel) ? ['health check'] : []),
    ...(title ? [title] : []),
    ...beside.filter((other) => namesMetric(other) || ranksIn(withDigits(other)).length > 0),
  ];
  if (conditionsIn(withoutAnswers(part.value), about).every(({ op }) => op === null)) return [];
  return conditionsIn(part.value, about).map((read) =>
    draft(part, alert(title, read, severityIn(part.label!) ?? severityAbove(part), [])),
  );
}

const REACTION_AFTER =
  /^(.{4,160}?)\s*(?:→|⇒|->|=>|:(?=\s*(?:page|ticket|e-?mail|sms|slack|call|notify|alert|warn|red\b|stop|critical|major|minor|high|medium|low|info|[ps]\d|sev)))\s*(.+)$/i;

/** A condition and what it leads to, on one line: "Battery < 11.8 V → mail"; "No orders for 10 minutes → page". */
export function readReaction(part: Part): Draft[] {
  if (part.form === 'row' || part.form === 'heading') return [];
  const [, condition, reaction] = REACTION_AFTER.exec(part.text) ?? [];
  if (!condition || !reaction) return [];
  // Under a title about alerts an arrow is read with its label and name by readAlertLine.
  if (topicAbove(part) === 'alerts' && /→|⇒|->|=>/.test(part.text)) return [];
  const actions = actionsIn(reaction);
  const severity = severityIn(reaction) ?? severityAbove(part);
  if (actions.length === 0 && severity === null && topicAbove(part) !== 'alerts') return [];
  const said = condition.replace(/^(?:if|when|whenever|once)\s+/i, '');
  const name = said.replace(
    /\s*(?:[<>≥≤].*|\b(?:for|above|below|over|under|exceeds?|(?:more|less|greater|fewer) than)\s*[<>]?\s*\d.*)$/i,
    '',
  );
  return conditionsIn(said, [said])
    .filter(({ op, metric }) => op !== null && metric.length <= 60)
    .map((read) => draft(part, alert(name || null, read, severity, actions)));
}

const REACTS =
  /\b(?:pages?(?! (?:shows?|displays?|lists?|loads?|of|views?))|paging|paged|alerts? (?:fires?|us|the|when|if)|we (?:alert|are alerted|get alerted)|notif(?:y|ies|ied)|wakes?|wake up|raises? an? (?:alert|alarm|page|incident))\b/i;
const CLAUSE =
  /^(?:if|when|whenever|should|once)\s+(.+?)(?:,|\s+(?:then|we|page|alert|notify|the on-call|wake)\b)|\b(?:when|whenever|if|once|as soon as)\s+(.+?)[.;]?$/i;

const CLASSED =
  /^(.{4,120}?)\s+(?:is|are|counts? as|means?|makes?|opens?|raises?)\s+(?:treated as )?an?\s+((?:P|S|SEV|Severity|Priority)[\s-]?\d|critical|major|minor|ticket|page)(?:\s+(?:incident|alert|alarm))?\b/i;

/** Prose that gives a condition its class: "More than 50 messages in the error queue is a P2." */
export function readClassedSentence(part: Part): Draft[] {
  const [, condition, named] = CLASSED.exec(part.text) ?? [];
  if (!condition || !named) return [];
  return conditionsIn(condition, [])
    .filter(({ op, metric }) => op !== null && metric.length <= 60)
    .map((read) => draft(part, alert(null, read, severityIn(named), actionsIn(named))));
}

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

/** The fields of an alert from what its condition says. */
export function alert(
  name: string | null,
  { metric, op, value, unit, windowS }: Condition,
  severity: string | null,
  actions: readonly string[],
): AlertFields {
  return { kind: 'alert', name, metric, op: op ?? 'fails', value, unit, windowS, severity, actions };
}

/** "Critical Alerts (PagerDuty/Slack)" above says the severity of what stands under it. */
export function severityAbove(part: Part): string | null {
  for (const above of upward(part)) {
    if (above === part || above.form === 'guide' || above.depth === 1) continue;
    const named =
      severityClassIn(above.title) ??
      /\b(critical|warning|error(?=\s+alert)|info(?:rmational)?|emergency|urgent|(?:high|medium|low)(?=[\s-](?:priority|severity)\b))s?\b/i
        .exec(above.title)?.[1]
        ?.toLowerCase();
    if (named && topicOf(above) !== 'objectives') return named;
    if (above.form === 'heading') break;
  }
  return null;
}

/** "Alerts (mail and SMS)" above says what is to happen. */
export function actionsAbove(part: Part): string[] {
  const title = part.parent?.title ?? '';
  const brackets = /\(([^)]*)\)/.exec(title)?.[1];
  if (brackets) return actionsIn(brackets);
  return actionsIn(title);
}
