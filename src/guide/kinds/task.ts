import type { Part } from '../document/part.ts';
import { upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { BACKS_UP, scheduledDraft } from '../formats/crontab.ts';
import { type Topic, topicAbove, topicOf } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { clockTimesIn } from '../words/clock-time.ts';
import { scheduleIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrder } from '../words/order.ts';
import { recurrenceIn } from '../words/recurrence.ts';
import { zoneIn } from '../words/zone.ts';
import { cell, has } from './columns.ts';
import { isAboutWork } from './labels.ts';
import { runs } from './steps.ts';

/** A label that says when, not what: "Mon/Wed/Fri 05:30 UTC", "Every 14 days", "07:00". */
const SCHEDULED =
  /^(?:every|each|on|at|daily|weekly|monthly|quarterly|yearly|nightly|hourly|\d|mon|tue|wed|thu|fri|sat|sun|first|last|twice)/i;

/** An item under "Weekly Tasks", with all that stands below it. */
export function readTaskItem(part: Part): Draft[] {
  const said = withDigits(part.text);
  const above = cadenceAbove(part);
  const cadence =
    scheduleIn(said) ?? (above === 'daily' ? scheduleIn(`daily ${said}`) : null) ?? cadenceIn(said) ?? above;
  if (above !== null && part.ordinal !== null && !isRhythmAt(part)) return [];
  if (isAboutWork(part)) return [];
  if (!cadence || !part.title || (part.form === 'line' && part.label === null && !IS_DONE.test(part.text))) return [];
  return [
    draft(part, {
      kind: 'task',
      cadence,
      title: part.label === null ? part.text : SCHEDULED.test(part.label) ? part.value : part.title,
    }),
  ];
}

/**
 * A heading under "Weekly maintenance" that holds the block or the numbered steps of one piece of work: "#### Log review"; or
 * one that says itself how often, over nothing but blocks: "### Daily report", "### Weekly checks".
 */
export function readTaskHeading(part: Part): Draft[] {
  if (
    part.form !== 'heading' ||
    part.depth === 1 ||
    part.children.some(({ form, checked }) => form === 'heading' || checked !== null)
  )
    return [];
  const below = part.children.flatMap((child) => (child.form === 'lead-in' ? child.children : [child]));
  const isDone =
    below.some(runs) || below.filter(({ form, ordinal }) => form === 'item' && ordinal !== null).length > 1;
  const own = topicOf(part) === 'tasks' ? cadenceIn(part.title) : null;
  const cadence = own ?? (topicAbove(part) === 'tasks' ? cadenceAbove(part) : null);
  if (BACKS_UP.test(part.title) && !/\b(?:test|restor\w+|check|verif\w+|review)\b/i.test(part.title)) return [];
  if (!isDone || !cadence || (own !== null && below.some(({ form }) => form === 'item' || form === 'row'))) return [];
  return [draft(part, { kind: 'task', cadence, title: part.title }, { text: part.title })];
}

/** | Daily routines | I | A | R | C |: who is responsible, accountable, consulted, informed. */
const isOfRoles = (row: Part): boolean =>
  row.cells.length > 2 && row.cells.slice(1).every((words) => /^[RACIS](?:\s*[/,]\s*[RACIS])*$|^-?$/.test(words));

/** "### Cost review" with "**Frequency**: Fridays 15:00" and how it is done. */
export function readScheduledWork(part: Part): Draft[] {
  if (part.form !== 'heading' || part.depth === 1 || NOT_WORK.has(topicOf(part)) || BACKS_UP.test(part.title))
    return [];
  const lines = part.children.flatMap((child) => (child.form === 'lead-in' ? [child, ...child.children] : [child]));
  const rhythms = lines.filter(({ label }) =>
    /^(?:frequency|cadence|schedule|how often|recurrence|interval|review(?:ed)?)$/i.test(label ?? ''),
  );
  const said = rhythms.map(({ value }) => withDigits(value)).find((value) => scheduleIn(value) ?? cadenceIn(value));
  // Boxes under "Weekly upkeep" are its tasks themselves.
  if (said === undefined || (part.children.some(({ checked }) => checked !== null) && cadenceIn(part.title))) return [];
  const covers = part.children.filter(
    (child) => child.form !== 'heading' && !OF_ITSELF.has(child.form === 'lead-in' ? topicOf(child) : null),
  );
  const steps = part.children.filter(
    (child) =>
      child.form === 'heading' && /^(?:\w+ )?(?:steps|process|procedure|actions|agenda)\W*$/i.test(child.title),
  );
  const cadence = scheduleIn(said) ?? cadenceIn(said)!;
  return [
    draft(part, { kind: 'task', cadence, title: part.title }, { text: part.title, covers: [...covers, ...steps] }),
  ];
}

/** Titles whose schedule is that of something else than work. */
const NOT_WORK: ReadonlySet<Topic | null> = new Set<Topic | null>(['windows', 'backups', 'rotation', 'escalation']);
/** What a lead-in beside the steps states for itself. */
const OF_ITSELF: ReadonlySet<Topic | null> = new Set<Topic | null>([
  'alerts',
  'escalation',
  'metrics',
  'scaling',
  'contacts',
  'objectives',
]);

/** | Rotate the logs | every Monday 06:00 | */
export function readTaskRow(row: Part): Draft[] {
  if ((!has(row, 'task') && topicAbove(row) !== 'tasks') || isOfRoles(row)) return [];
  const told = row.cells.map((words) => scheduleIn(words) ?? cadenceIn(words));
  const at = told.findIndex((cadence) => cadence !== null);
  const title = cell(row, 'task') || cell(row, 'name') || row.cells.find((words, n) => n !== at && words) || '';
  const cadence = told[at] ?? cadenceAbove(row);
  const when = at < 0 ? '' : row.cells[at]!;
  if (title && clockTimesIn(when).length > 1) {
    const [start, end] = clockTimesIn(when).map(({ time }) => time);
    const recurrence = recurrenceIn(when);
    if (recurrence)
      return [
        draft(row, {
          kind: 'window',
          recurrence,
          start: start!,
          end: end!,
          tz: zoneIn(when),
          noticeS: null,
          scope: title,
          approval: null,
        }),
      ];
  }
  if (title && cadence && BACKS_UP.test(title) && !/\b(?:test|restore|check|verif\w+|review)\b/i.test(title)) {
    const retention = /\b(?:keep|kept|ttl|retain\w*|retention)\b.*/i.exec(when)?.[0] ?? null;
    const tz = zoneIn(when);
    return [scheduledDraft(row, { cron: scheduleIn(when) ?? cadence, title, isBackup: true, retention, tz }, row)];
  }
  return title && cadence ? [draft(row, { kind: 'task', cadence, title })] : [];
}

/** "Hold quarterly table-top exercises:" over the steps of one. */
export function readRhythmLeadIn(part: Part): Draft[] {
  const cadence =
    part.form === 'lead-in' && part.children.length > 0 && isOrder(part.text) ? cadenceIn(part.text) : null;
  return cadence ? [draft(part, { kind: 'task', cadence, title: part.title })] : [];
}

/** "**Schedule**: every night" under the title of what runs then; of a backup only where the title says that it is tested. */
export function readScheduleLabel(part: Part): Draft[] {
  if (!/^(?:schedules?|frequency|cadence|runs?|how often)$/i.test(part.label ?? '')) return [];
  const cadence = scheduleIn(part.value) ?? cadenceIn(part.value);
  const title = part.parent?.title ?? '';
  if (!cadence || !title || (topicAbove(part) === 'backups' && !TESTS.test(title))) return [];
  return [draft(part, { kind: 'task', cadence, title })];
}

const TESTS = /\b(?:tests?|testing|checks?|drills?|verif\w+|validat\w+|reviews?|audits?)\b/i;
const OF_THE_GUIDE =
  /\b(?:this|the) (?:[\w-]+ ){0,2}(?:document|guide|runbook|page|manual|plan|playbook|policy|handbook)s?\b.{0,40}\b(?:is|are|should|must|shall|will|be|has to|gets?|needs?)\b.{0,25}\b(?:review|updat|revis)|\breview(?:ed)?\b.{0,30}\b(?:this|the) (?:document|guide|runbook)/i;

/** "**Review Frequency**: Quarterly"; "We review this guide every month."; "Penetration test - quarterly" */
export function readRhythm(part: Part): Draft[] {
  const stated =
    part.label && /^(?:every \w+|\w+ly|each \w+)$/i.test(part.label) && topicAbove(part) !== 'windows'
      ? cadenceIn(part.label)
      : null;
  // "Weekly: keep 4 weeks" says how long the weekly copies are kept.
  if (stated && /^(?:keep|kept|retain|for |\d)/i.test(part.value) && durationsIn(withDigits(part.value)).length > 0)
    return [];
  if (stated && part.value) return [draft(part, { kind: 'task', cadence: stated, title: part.value })];
  const cadence = cadenceIn(part.value);
  if (!cadence) return [];
  if (part.parent?.form === 'lead-in' && OF_THE_GUIDE.test(part.parent.title))
    return [draft(part, { kind: 'task', cadence, title: 'Review this guide' })];
  if (
    part.label &&
    /^(?:document |next |guide )?reviews?(?:ed)?(?: frequency| schedule| cycle| cadence| interval)?$/i.test(
      part.label,
    ) &&
    !(/^reviews?$/i.test(part.label) && part.value.split(' ').length > 3)
  )
    return [draft(part, { kind: 'task', cadence, title: 'Review this guide' })];
  if (OF_THE_GUIDE.test(part.text)) return [draft(part, { kind: 'task', cadence, title: 'Review this guide' })];
  // "Churn rate (weekly)" under measurements says how often it is measured.
  if (part.label === null && topicAbove(part) === 'metrics') return [];
  const remark =
    /^(.{3,60}?)\s*(?:-|:|\()\s*(?:done |run |performed |held )?(daily|weekly|monthly|quarterly|yearly|annually|every [\w ]+?)\)?\.?$/i.exec(
      part.text,
    );
  return remark
    ? [
        draft(part, {
          kind: 'task',
          cadence,
          title: /^(?:when|schedule|frequency|timing|cadence)$/i.test(remark[1]!)
            ? (part.parent?.title ?? remark[1]!)
            : remark[1]!.trim(),
        }),
      ]
    : [];
}

const IS_DONE =
  /\b(?:is|are|gets?|get|will be|has to be|have to be|must be)\s+(?:\w+ly\s+)?(?:\w+ed|run|done|held|taken|made|sent|rebuilt|drawn)\b|\b(?:we|somebody|someone|everybody|the [\w -]{2,30}?)\s+(?:\w+ly\s+)?(?:re-?\w+s?|tests?|checks?|runs?|reviews?|rotates?|delivers?|sends?|exercises?|rehearses?|cleans?|patch(?:es)?|updates?|audits?|drills?|meets?|holds?)\b/i;

/** Prose that says what is done how often: "A restore is tested twice a year."; "Failover is rehearsed every quarter." */
export function readRhythmSentence(part: Part): Draft[] {
  const cadence = scheduleIn(part.text) ?? cadenceIn(part.text);
  return cadence && IS_DONE.test(part.text) ? [draft(part, { kind: 'task', cadence, title: part.text })] : [];
}

/** What begins with its rhythm: "Annual training on fraud", "**Reviews**: weekly meeting of the team". */
export function readRhythmNoun(part: Part): Draft[] {
  const said = part.label === null ? part.text : part.value;
  if (part.form !== 'item' || said.split(' ').length > 9 || topicAbove(part) === 'metrics') return [];
  if (isAboutWork(part)) return [];
  const cadence = BEGINS_WITH_RHYTHM.test(said) ? cadenceIn(said) : null;
  return cadence ? [draft(part, { kind: 'task', cadence, title: part.text })] : [];
}

const BEGINS_WITH_RHYTHM =
  /^(?:daily|nightly|weekly|fortnightly|bi-?weekly|monthly|quarterly|half[\s-]?yearly|(?:semi|bi)-?annual|annual|yearly)\s+(?!(?:at|on|by|to|for|from|with)\b)\p{L}/iu;

/** "75% of the monthly limit" says what is counted, not how often something is done. */
const OF_AN_AMOUNT =
  /\b(?:daily|weekly|monthly|quarterly|yearly|annual|hourly)\s+(?:[\w-]+\s+)?(?:limits?|budgets?|quotas?|caps?|spend\w*|costs?|bills?|usage|averages?|totals?|volumes?|fees?|revenue|users|sending)\b/i;

/** What is done how often, told as an order: "Forecast the load every quarter", "Review access monthly". */
export function readRhythmOrder(part: Part): Draft[] {
  const cadence =
    isOrder(part.value) && part.form !== 'row' && !OF_AN_AMOUNT.test(part.value)
      ? (scheduleIn(part.value) ?? cadenceIn(part.value))
      : null;
  return cadence ? [draft(part, { kind: 'task', cadence, title: part.text })] : [];
}

/** A report that comes by itself or is made: "**Bill**: weekly report for each team". */
export function readReport(part: Part): Draft[] {
  const cadence = cadenceIn(part.value);
  if (
    !cadence ||
    isAboutWork(part) ||
    (part.form === 'line' && part.label === null) ||
    !/\b(?:breakdown|reports?|review(?:s|ed)?|analysis|audit(?:s|ed)?|check(?:s|ed)?|export|summary|tested|rehearsed|drills?|exercises?|assessments?)\b/i.test(
      part.value,
    )
  )
    return [];
  return [draft(part, { kind: 'task', cadence, title: part.value })];
}

/** Numbered steps stand for themselves only right under the title that says how often, not under one within it. */
function isRhythmAt(part: Part): boolean {
  for (const above of upward(part)) {
    if (above === part || above.form === 'item') continue;
    if (cadenceIn(above.title) !== null || topicOf(above) === 'tasks') return true;
    if (above.form === 'heading') return false;
  }
  return false;
}

const OF_TASKS: ReadonlySet<Topic | null> = new Set<Topic | null>(['tasks', 'checklist']);

function cadenceAbove(part: Part): string | null {
  for (const above of upward(part)) {
    const cadence = above !== part && OF_TASKS.has(topicOf(above)) ? cadenceIn(above.title) : null;
    if (cadence !== null) return cadence;
  }
  return null;
}
