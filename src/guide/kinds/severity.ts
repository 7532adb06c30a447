import type { SeverityFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { actionsIn } from '../words/channel.ts';
import { conditionsIn } from '../words/condition.ts';
import { deadlineOf, durationsIn, withoutAnswers } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { severityClassIn, severityIn } from '../words/severity-name.ts';
import { labelled, listed, pick } from './labels.ts';
import { base, RESOLUTION, RESPONSE } from './severity-class.ts';

/** A title that is the class's word and nothing else: "Critical", "High severity incidents". */
const ONLY_A_CLASS =
  /^(?:level \d\s*[:-]\s*)?\w+(?:\s+(?:severity|priority|incidents?|alerts?|issues?))*(?:\s*\(.*\))?$/i;

/**
 * "#### P1 - Urgent" with "- **Answer**: < 25 minutes", "- **Fixed**: < 6 hours" below it; with times for labels ("30min:
 * somebody looks", "24h: fixed"); or, under a title about severities, with nothing but what belongs to the class.
 */
export function readSeverityGroup(part: Part): Draft[] {
  if (part.form === 'guide' || part.form === 'line' || part.form === 'row' || part.form === 'fence') return [];
  const level = severityIn(part.title);
  if (!level || isOfOneIncident(part)) return [];
  if (severityClassIn(part.title) === null && !ONLY_A_CLASS.test(part.title)) return [];
  const labels = labelled(part);
  // "P0 incident response" over numbered steps is what is done, not the class.
  if (/\b(?:response|procedures?|playbook|workflow)\b/i.test(part.title) && topicAbove(part) !== 'severities')
    return [];
  const below = statementsBelow(part);
  const response = pick(labels, /\brespon(?:se|d)|\backnowledge|\breact/) ?? timed(below, RESPONSE);
  const resolution = pick(labels, /\bresol|\bfix|\brestore|\brepair/) ?? timed(below, RESOLUTION);
  const definition = pick(labels, /\bdefin|\bdescription|\bmeaning|\bimpact|\bwhat\b|\bcriteria/);
  const described = pick(labels, /^examples?$/) !== null && pick(labels, /^actions?$/) !== null;
  const defines =
    (topicAbove(part) === 'severities' || described) &&
    below.length > 0 &&
    below.every(({ ordinal }) => ordinal === null);
  if (
    !(response || resolution || defines) ||
    (!defines && !definition && !resolution && labels.size > 3 && !pick(labels, /^(?:examples?|escalation)$/))
  )
    return [];
  const answered = [response, resolution].some(
    (child) => child && /\d|\b(?:immediate|next|asap|at once)/i.test(child.text),
  );
  // "Critical alerts" over alerts that each say what to do is no class.
  if (severityClassIn(part.title) === null && !defines && !answered) return [];
  const told = pick(labels, /\bexample/);
  const examples = below.filter(
    (child) => child.label === null && child.form === 'item' && child !== response && !isToDo(child.parent),
  );
  // What a class lists with a figure is what raises it: "Error rate > 4 %" under "P2 - High"; named, under a title about alerts.
  const own = new Set([response, resolution, definition, told]);
  const named = below.filter((child) => child.label !== null && child.form === 'item' && !own.has(child));
  const conditions = part.label ? readConditions(part, part.value, level) : [];
  return [
    draft(part, {
      ...base(level, part.title),
      definition: definition?.value ?? (part.label && conditions.length === 0 ? part.value || null : null),
      responseS: response ? deadlineIn(response) : null,
      resolutionS: resolution ? deadlineIn(resolution) : null,
      examples: told ? listed(told.value) : defines ? examples.map(({ text }) => text) : [],
    }),
    ...conditions,
    ...(topicAbove(part) === 'alerts' ? named.flatMap((child) => readNamedCondition(child, level)) : []),
    ...examples.flatMap((child) => readConditions(child, child.text, level)),
  ];
}

/** "- **Disk space**: < 10 % free" under "High priority" of the alerts. */
const readNamedCondition = (part: Part, severity: string): Draft[] =>
  conditionsIn(part.value, [part.label!, `${part.label} ${part.value}`])
    .filter(({ op }) => op !== null)
    .map((read) => draft(part, { kind: 'alert', name: part.label, ...read, op: read.op!, severity, actions: [] }));

/** Over what is done about a class, not what belongs to it: "Response:", "Actions:", "Channels:". */
const isToDo = (above: Part | null): boolean =>
  above?.form === 'lead-in' && /^(?:(?:\w+ )?(?:response|actions?|steps|notif\w+)|channels?)\b/i.test(above.title);

/** The statements right below a class, also those that a lead-in ("Examples:") introduces. */
function statementsBelow(part: Part): Part[] {
  return part.children.flatMap((child) => {
    if (child.form === 'lead-in') return statementsBelow(child);
    return child.form === 'item' || child.form === 'line' ? [child] : [];
  });
}

/** "Response within 1 hour"; "30min: investigation starts"; "Immediate: page"; of times for labels the first is the response. */
function timed(statements: readonly Part[], words: RegExp): Part | null {
  // "1. **Immediately** look at the grant" is a step.
  const byTime = ({ label, ordinal }: Part): boolean =>
    label !== null && deadlineOf(withDigits(label)) !== null && (ordinal === null || /\d/.test(label));
  const first = words === RESPONSE ? statements.find(byTime) : undefined;
  const said = new RegExp(`^(?:\\w+ (?:to )?)?${words.source}`, 'i');
  const says = (child: Part): boolean =>
    said.test(byTime(child) ? child.value : child.text) && child.ordinal === null && !/>|\btimes?\b/.test(child.text);
  return first ?? statements.find((child) => says(child) && deadlineIn(child) !== null) ?? null;
}

/** A deadline in the value, or in a label that is one. */
const deadlineIn = (child: Part): number | null =>
  deadlineOf(withDigits(child.value)) ?? (child.label ? deadlineOf(withDigits(child.label)) : null);

/** A class that is told by its figures: "P1: p95 > 400 ms or errors > 0.2 %" are alerts of that class. */
function readConditions(part: Part, text: string, level: string): Draft[] {
  return conditionsIn(text, [])
    .filter(({ op, value, metric }) => op !== null && value !== null && metric.length <= 60)
    .map((read) =>
      draft(
        part,
        { kind: 'alert', name: null, ...read, op: read.op!, severity: level, actions: [] },
        { endLine: part.line },
      ),
    );
}

/** "### Severity" between "### Detection" and "### Triage": how grave that one incident is. */
const isOfOneIncident = ({ parent }: Part): boolean =>
  /^severity$/i.test(parent?.title ?? '') &&
  (parent?.parent?.children ?? []).some(({ title }) =>
    /^(?:detection|symptoms?|triage|diagnosis|remediation|resolution|mitigation)\b/i.test(title),
  );

/**
 * "- **P0 (Worst)**: nobody can pay"; "- Worst (P0): 10 minutes" under "Response Time";
 * "- SEV2: answer within 30 minutes, fixed within 8 hours"
 */
export function readSeverityLine(part: Part): Draft[] {
  const named =
    part.label ??
    /^((?:P|S|SEV|Severity)[\s-]?\d(?:\s*[/|]\s*\p{Lu}\p{L}+|\s*\(\p{L}+\))?)(?![\p{L}\d])/iu.exec(part.text)?.[1];
  if (!named) return [];
  const level =
    severityClassIn(named) ??
    (/\bseverit|\bincident (?:class|level)|\bresponse times?\b/i.test(part.parent?.title ?? '')
      ? severityIn(named)
      : null);
  if (!level || named.length > 40 || isOfOneIncident(part)) return [];
  // "P2 incidents with more than 30 min of impact", "P2 not resolved in 1 hour" speak of some, and define none.
  if (
    !part.label &&
    /^\s*(?:incidents?|issues?|alerts?|pages?|not|un(?:resolved|acknowledged))\b/i.test(part.text.slice(named.length))
  )
    return [];
  const value = withDigits(part.label ? part.value : part.text.slice(named.length));
  const times = timesIn(value, part.parent?.title ?? '');
  const says = durationsIn(value).length > 0 || /\bnext \w+ ?day|\bbusiness\b|\bimmediate/i.test(value);
  const words =
    value
      .replace(/^[\s:,/|-]+/, '')
      .split(/\s*[;.]\s|\s*[,(-]?\s*(?=\b(?:respon|answer|ack|react|resol|fix)\w*\b.*\d)/i)[0] ?? '';
  const definition = says && durationsIn(words).length > 0 ? null : words.replace(/[,(\s]+$/, '');
  return [
    draft(part, {
      ...base(level, named),
      ...times,
      definition: says && /^\W*(?:next|\d)/i.test(words) ? null : definition || null,
    }),
  ];
}

const TELLS_WHOM = /\bnotif\w+|\bsent to\b|\broute[sd]?\b|\bgoes? to\b/i;

/** Where alerts of a class go: "**Critical alerts**: page the on-call engineer at once"; "**Default**: mail to the desk". */
export function readRouting(part: Part): Draft[] {
  if (!part.label || (actionsIn(part.value).length === 0 && !TELLS_WHOM.test(part.value))) return [];
  if (conditionsIn(withoutAnswers(part.value), []).some(({ value }) => value !== null)) return [];
  if (/^(?:default|others?|everything else|fallback|catch-all)$/i.test(part.label))
    return [draft(part, { kind: 'setting', name: part.label, value: part.value, secret: false })];
  if (!/^(?:\w+[\s-]?\d?)(?: (?:severity|priority))?(?: (?:alerts?|alarms?|issues?))?(?: \(.*\))?$/i.test(part.label))
    return [];
  const level = severityIn(part.label);
  if (!level) return [];
  const named = part.label.replace(/\s+(?:alerts?|alarms?|issues?)$/i, '');
  const responseS = /\b(?:respon|answer|acknowledg|react|within)/i.test(part.value)
    ? deadlineOf(withDigits(part.value))
    : null;
  return [
    draft(part, {
      kind: 'severity',
      level,
      name: named,
      definition: part.value,
      responseS,
      resolutionS: null,
      examples: [],
    }),
  ];
}

/** "Warnings (answer within 2 hours):" states how fast a class is answered. */
export function readSeverityLeadIn(part: Part): Draft[] {
  // "High response times (> 1 s)" are slow answers of the system, not those of people.
  if (/\b(?:high|low|slow|long|poor)\s+response\s+times?\b/i.test(part.title)) return [];
  if (part.form !== 'lead-in' && part.form !== 'heading') return [];
  const stated = /\b(?:respon(?:se|d)\w*|acknowledge\w*|answer\w*)\b.{0,30}|\bimmediate.{0,30}\brespon\w+/i.exec(
    part.title,
  )?.[0];
  const level = severityIn(part.title.replace(/\(.*/, ''));
  if (!stated || !level) return [];
  const responseS = deadlineOf(withDigits(part.title));
  if (responseS === null) return [];
  return [draft(part, { ...base(level, level), responseS }, { endLine: part.line })];
}

function timesIn(value: string, title: string): Pick<SeverityFields, 'responseS' | 'resolutionS'> {
  const resolution = /\b(?:resol\w*|fix\w*|restor\w*|repair\w*|RTO)\b[^,;.]*?(\d[^,;.]*)/i.exec(value);
  const before = resolution ? value.slice(0, resolution.index) : value;
  const onlyResolution = !resolution && /\bresol/i.test(title) && !/\brespon/i.test(title);
  const first = deadlineOf(before);
  return {
    responseS: onlyResolution ? null : first,
    resolutionS: resolution ? deadlineOf(resolution[0]) : onlyResolution ? first : null,
  };
}
