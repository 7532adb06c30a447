import type { Part } from '../document/part.ts';
import { upward } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { BACKS_UP, scheduledDraft } from '../formats/crontab.ts';
import { type Topic, topicAbove, topicOf } from '../topic.ts';
import { cadenceIn } from '../words/cadence.ts';
import { clockTimesIn } from '../words/clock-time.ts';
import { scheduleIn } from '../words/cron.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrderedStep } from '../words/order.ts';
import { recurrenceIn } from '../words/recurrence.ts';
import { zoneIn } from '../words/zone.ts';
import { cell, has } from './columns.ts';
import { isAboutWork } from './labels.ts';
import { IS_DONE } from './rhythm.ts';
import { isOneByTitle, runs } from './steps.ts';

/** A label that says when, not what: "Mon/Wed/Fri 05:30 UTC", "Every 14 days", "07:00". */
const SCHEDULED =
  /^(?:every|each|on|at|daily|weekly|monthly|quarterly|yearly|nightly|hourly|\d|mon|tue|wed|thu|fri|sat|sun|first|last|twice)/i;

/** Over who gets or attends what is done. */
const TAKES_PART = /\b(?:distribution|recipients|participants|attendees|audience|stakeholders)$/i;

/** An item under "Weekly Tasks", with all that stands below it. */
export function readTaskItem(part: Part): Draft[] {
  const said = withDigits(part.text);
  const above = cadenceAbove(part);
  const cadence =
    scheduleIn(said) ?? (above === 'daily' ? scheduleIn(`daily ${said}`) : null) ?? cadenceIn(said) ?? above;
  if (above !== null && part.ordinal !== null && !isRhythmAt(part)) return [];
  if (isAboutWork(part) || TAKES_PART.test(part.parent?.title ?? '')) return [];
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
    !(part.form === 'heading' || isOneByTitle(part)) ||
    part.depth === 1 ||
    part.children.some(isOneByTitle) ||
    OF_THE_WORK.test(part.title) ||
    part.children.some(
      (child) => (child.form === 'heading' && !OF_THE_WORK.test(child.title)) || child.checked !== null,
    )
  )
    return [];
  // "Health monitoring" that says what raises an alert is no piece of work.
  if (part.children.some(states)) return [];
  const inParts = part.children.some(({ form }) => form === 'heading');
  const below = part.children.flatMap((child) =>
    child.form === 'lead-in' || child.form === 'heading' ? child.children : [child],
  );
  const isDone =
    below.some(runs) ||
    below.filter(({ form, ordinal }) => form === 'item' && ordinal !== null).length > 1 ||
    (isOrderedStep(part.title) && below.length > 0 && below.every(({ form }) => form === 'row'));
  // "Weekly maintenance window" over a block, without an hour, is work done each week.
  const isTimeless = topicOf(part) === 'windows' && clockTimesIn(part.title).length === 0;
  const own = topicOf(part) === 'tasks' || isTimeless ? cadenceIn(part.title) : null;
  const cadence = own ?? (topicAbove(part) === 'tasks' ? cadenceAbove(part) : null);
  if (BACKS_UP.test(part.title) && !/\b(?:test\w*|restor\w+|check\w*|verif\w+|valid\w+|review\w*)\b/i.test(part.title))
    return [];
  if (!isDone || !cadence || (own !== null && below.some(({ form }) => form === 'item' || form === 'row'))) return [];
  return [
    draft(
      part,
      { kind: 'task', cadence, title: part.title },
      { text: part.title, ...(inParts || below.every(({ form }) => form === 'row') ? { covers: [] } : {}) },
    ),
  ];
}

/** Headings of what belongs to a piece of work: "Checklist", "Success criteria", "Escalation". */
const OF_THE_WORK =
  /^(?:escalations?|success criteria|check-?lists?|record(?:ed)? findings|findings|deliverables|prerequisites|notes?|steps|expected (?:results?|outcomes?)|outputs?|procedure|commands?|automation|scripts?|how)\s*:?$/i;

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
  // Every minute, every quarter of an hour: that is no work of people.
  if (cadence.startsWith('*')) return [];
  return [
    draft(part, { kind: 'task', cadence, title: part.title }, { text: part.title, covers: [...covers, ...steps] }),
  ];
}

/** "Alert if:" over conditions, "Key metrics:" over a table. */
const states = (child: Part): boolean =>
  child.form === 'lead-in' &&
  (topicOf(child) === 'alerts' || topicOf(child) === 'metrics') &&
  child.children.some(({ form }) => form === 'item' || form === 'row');

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

/** | Review | Monthly | in the table of a document's particulars. */
export function readReviewRow(row: Part): Draft[] {
  const [label, value] = row.cells;
  const cadence =
    row.cells.length === 2 &&
    /^(?:(?:document|next|guide) )?reviews?(?:ed)?(?: frequency| schedule| cycle| cadence| interval)?$/i.test(label!)
      ? cadenceIn(value!)
      : null;
  return cadence ? [draft(row, { kind: 'task', cadence, title: 'Review this guide' })] : [];
}

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
  if (
    title &&
    cadence &&
    BACKS_UP.test(title) &&
    !/\b(?:test\w*|restor\w+|check\w*|verif\w+|valid\w+|review\w*)\b/i.test(title)
  ) {
    const retention = /\b(?:keep|kept|ttl|retain\w*|retention)\b.*/i.exec(when)?.[0] ?? null;
    const tz = zoneIn(when);
    return [scheduledDraft(row, { cron: scheduleIn(when) ?? cadence, title, isBackup: true, retention, tz }, row)];
  }
  return title && cadence ? [draft(row, { kind: 'task', cadence, title })] : [];
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
