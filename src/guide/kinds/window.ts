import type { WindowFields } from '../../plan/commitment.ts';
import { type Part, sectionOf } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { topicAbove } from '../topic.ts';
import { clockTimesIn } from '../words/clock-time.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { recurrenceIn } from '../words/recurrence.ts';
import { weekdayIn } from '../words/weekday.ts';
import { zoneIn } from '../words/zone.ts';
import { cell, has, headerOf } from './columns.ts';
import { labelled, pick } from './labels.ts';

/** "### Scheduled Maintenance" with "- **Day**: Saturday", "- **Time**: 6 AM - 9 AM PST", "- **Notice**: 48 hours". */
export function readWindowGroup(part: Part): Draft[] {
  if (
    !(part.form === 'heading' || part.form === 'lead-in' || part.form === 'item') ||
    !(topicAbove(part) === 'windows' || /\bmaintenance\b|\bwindow\b|\bdowntime\b/i.test(part.title)) ||
    /\bcheck-?lists?\b/i.test(part.title)
  )
    return [];
  const labels = labelled(part);
  const day = pick(labels, /^(?:days?|when|date)\b/);
  const times = pick(labels, /^(?:times?|hours|start|from)\b|^(?:\w+ )?windows?$/);
  // "Time: 15 minutes" is how long the work takes.
  const time = times && /^\D{0,3}\d+\s*(?:min\w*|h|hours?)\b/i.test(times.value) ? null : times;
  const frequency = pick(labels, /^(?:frequency|recurrence|cadence|how often|schedule|every)\b/);
  const notice = pick(labels, /\bnoti(?:fication|ce|fy)|\bannounce/);
  const approval = pick(labels, /\bapprov/);
  const whole =
    frequency && recurrenceIn(withDigits(frequency.value)) && clockTimesIn(withDigits(frequency.value)).length > 1;
  if (!time && !notice && !(day && frequency) && !whole) return [];
  const rhythm = [frequency, day, time].map((child) => child?.value ?? '').join(' ');
  const said = [time, day, frequency].map((child) => child?.value ?? '').join(' ');
  const recurrence =
    frequency && day && weekdayIn(frequency.value) ? recurrenceIn(frequency.value) : recurrenceIn(rhythm);
  const fields = {
    recurrence,
    ...hours(said),
    noticeS: notice ? noticeIn(notice.value) : null,
    scope: part.title,
    approval: approval?.value ?? null,
  };
  return [draft(part, { kind: 'window', ...fields })];
}

/** "### Weekly Maintenance (Sunday 3-4 AM)": the title says when, what stands below it what is done. */
export function readWindowTitle(part: Part): Draft[] {
  if (part.form !== 'heading' && part.form !== 'lead-in') return [];
  const said = withDigits(part.title);
  if (!weekdayIn(said)) return [];
  const recurrence = recurrenceIn(said);
  const isWindow = [part.title, ...sectionOf(part)].some((title) =>
    /\b(?:maintenance|window|downtime|patch\w*)\b/i.test(title),
  );
  if (!isWindow || !recurrence || clockTimesIn(said).length < 2) return [];
  const scope = part.title.replace(/\s*[(:-].*$/, '');
  const fields = { recurrence, ...hours(said), noticeS: null, scope, approval: null };
  return [draft(part, { kind: 'window', ...fields }, { endLine: part.line, text: part.title })];
}

/** "- **Patching**: second Tuesday of the month, 22:00-23:30 CET"; "We patch every second Tuesday from 22:00 to 23:30 CET." */
export function readWindowLine(part: Part): Draft[] {
  const text = withDigits(part.value);
  const fields: Omit<WindowFields, 'kind'> = {
    recurrence: recurrenceIn(text) ?? (clockTimesIn(text).length > 0 ? recurrenceIn(part.label ?? '') : null),
    ...hours(text, part.parent?.title ?? ''),
    noticeS: /\bnotice|\badvance|\bannounce|\bbefore/i.test(text) ? noticeIn(text) : null,
    scope: part.label,
    approval: approvalIn(part.value),
  };
  const vague =
    /\bduring\b|\blow[\s-]usage|\busage is low|\bupdated? automatic\w*|\bquiet (?:hours|times)|\boff[\s-]peak|\bout of hours|\bovernight/i.test(
      text,
    );
  if (!fields.recurrence && !fields.start && fields.noticeS === null && !vague) return [];
  if (part.form === 'line' && !part.label && !(fields.recurrence && fields.start) && fields.noticeS === null) return [];
  return [draft(part, { kind: 'window', ...fields })];
}

/** Wherever it stands: "We patch every second Tuesday from 22:00 to 23:30 CET." */
export function readWindowSentence(part: Part): Draft[] {
  if (!/\b(?:maintenance|patch\w*|upgrades?|updates?|window|planned work)\b/i.test(part.text)) return [];
  const said = withDigits(part.text);
  return recurrenceIn(said) && clockTimesIn(said).length > 1 ? readWindowLine(part) : [];
}

/** Wherever it stands: "**Planned maintenance** - announced 24 h ahead": how long before people are told. */
export function readAnnouncedWindow(part: Part): Draft[] {
  if (!/\b(?:maintenance(?: windows?)?|planned downtime|scheduled downtime)$/i.test(part.label ?? '')) return [];
  const said = withDigits(part.value);
  if (!/\b(?:announced|advance|notice|notified|ahead|beforehand)\b/i.test(said) || durationsIn(said).length === 0)
    return [];
  const fields = {
    recurrence: recurrenceIn(said),
    ...hours(said),
    noticeS: noticeIn(said),
    scope: part.label,
    approval: null,
  };
  return [draft(part, { kind: 'window', ...fields })];
}

/** | Database patching | First Sunday | 02:00-04:00 | UTC | 7 days | */
export function readWindowRow(row: Part): Draft[] {
  const said = [cell(row, 'schedule'), cell(row, 'window'), cell(row, 'time'), cell(row, 'zone')].join(' ');
  if (topicAbove(row) !== 'windows' || !(has(row, 'window') || has(row, 'time') || has(row, 'schedule'))) return [];
  const scope = cell(row, 'service') || cell(row, 'name') || cell(row, 'task') || row.cells[0] || null;
  const fields = {
    recurrence: recurrenceIn(said),
    ...lasting(hours(said, headerOf(row, 'time')), row),
    noticeS: noticeIn(cell(row, 'notice')),
    scope,
    approval: null,
  };
  return fields.recurrence || fields.start ? [draft(row, { kind: 'window', ...fields })] : [];
}

/** "| Sunday 02:00 | 4 hours |": an end that is told by how long it takes. */
function lasting<T extends Pick<WindowFields, 'start' | 'end'>>(hours: T, row: Part): T {
  const [takes] = durationsIn(
    withDigits(row.cells[row.columns.findIndex((header) => /\bduration\b|\blength\b|^takes$/i.test(header))] ?? ''),
  );
  const [hour, minute] = hours.start?.split(':').map(Number) ?? [];
  if (!takes || hours.end !== null || hour === undefined || minute === undefined || takes.seconds > 86_400)
    return hours;
  const at = (hour * 60 + minute + Math.round(takes.seconds / 60)) % 1440;
  return { ...hours, end: `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}` };
}

/** The hours of a text; the title above may say their zone for all of a list. */
function hours(text: string, above = ''): Pick<WindowFields, 'start' | 'end' | 'tz'> {
  const [start, end] = clockTimesIn(text);
  return { start: start?.time ?? null, end: end?.time ?? null, tz: start ? (zoneIn(text) ?? zoneIn(above)) : null };
}

function noticeIn(text: string): number | null {
  const [notice] = durationsIn(withDigits(text));
  return notice ? Math.round(notice.seconds) : null;
}

const approvalIn = (text: string): string | null =>
  /\bapprov(?:al|ed) (?:by|from|of) (?:the )?([^,.;]+)/i.exec(text)?.[1]?.trim() ?? null;
