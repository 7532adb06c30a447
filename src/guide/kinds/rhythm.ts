import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { type Topic, topicAbove } from '../topic.ts';
import { cadenceIn, RHYTHM } from '../words/cadence.ts';
import { scheduleIn } from '../words/cron.ts';
import { durationsIn } from '../words/duration.ts';
import { withDigits } from '../words/numeral.ts';
import { isOrder } from '../words/order.ts';
import { isAboutWork } from './labels.ts';
import { runs } from './steps.ts';

const WORK =
  /\b(?:checks?|review|assessment|audit|scan|clean-?up|report|inspection|verification|maintenance|(?:security |system |package )?updates?|patching|rotation|renewal)\W*$/i;

/** "Hold quarterly table-top exercises:" over the steps of one. */
export function readRhythmLeadIn(part: Part): Draft[] {
  const isWork = isOrder(part.text) || (WORK.test(part.title) && part.children.some(runs));
  const cadence = part.form === 'lead-in' && part.children.length > 0 && isWork ? cadenceIn(part.text) : null;
  return cadence ? [draft(part, { kind: 'task', cadence, title: part.title })] : [];
}

/** "Quarterly." right below "### Table-top exercises": nothing but how often. */
export function readBareRhythm(part: Part): Draft[] {
  const title = part.parent?.form === 'heading' && part.parent.depth > 1 ? part.parent.title : '';
  if (!title || part.form !== 'line' || part.label !== null) return [];
  const cadence = cadenceIn(part.text);
  const isBare = !/\p{L}/u.test(part.text.replace(RHYTHM, ''));
  return cadence && isBare ? [draft(part, { kind: 'task', cadence, title })] : [];
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
    part.label &&
    /^(?:(?:schedule|run|repeat|perform) )?(?:every \w+|\w+ly|each \w+)$/i.test(part.label) &&
    topicAbove(part) !== 'windows'
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

/** Prose that says of something that it is done: "is rehearsed", "we check". */
export const IS_DONE =
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
  const cadence = BEGINS_WITH_RHYTHM.test(said) && !OF_AN_AMOUNT.test(said) ? cadenceIn(said) : null;
  return cadence ? [draft(part, { kind: 'task', cadence, title: part.text })] : [];
}

const BEGINS_WITH_RHYTHM =
  /^(?:daily|nightly|weekly|fortnightly|bi-?weekly|monthly|quarterly|half[\s-]?yearly|(?:semi|bi)-?annual|annual|yearly)\s+(?!(?:at|on|by|to|for|from|with)\b)\p{L}/iu;

const ENDS_WITH_RHYTHM =
  /\s(?:daily|nightly|weekly|monthly|quarterly|yearly|annually|every (?:day|week|month|quarter|year))$/i;

/** "75% of the monthly limit" says what is counted, not how often something is done. */
const OF_AN_AMOUNT =
  /\b(?:daily|weekly|monthly|quarterly|yearly|annual|hourly)\s+(?:[\w-]+\s+)?(?:limits?|budgets?|quotas?|caps?|spend\w*|costs?|bills?|usage|averages?|totals?|volumes?|fees?|revenue|users|sending)\b/i;

/** A label with its rhythm: "**Monthly retrospective**: look at the incidents", "**Test restores monthly** - they may fail". */
export function readRhythmLabel(part: Part): Draft[] {
  const label = part.label ?? '';
  if (
    part.form !== 'item' ||
    !(BEGINS_WITH_RHYTHM.test(label) || (isOrder(label) && ENDS_WITH_RHYTHM.test(label))) ||
    OF_AN_AMOUNT.test(label) ||
    /\d|https?:/.test(part.value)
  )
    return [];
  if (MEASURED.has(topicAbove(part))) return [];
  return [draft(part, { kind: 'task', cadence: cadenceIn(label)!, title: label })];
}

const MEASURED: ReadonlySet<Topic | null> = new Set<Topic | null>([
  'backups',
  'windows',
  'metrics',
  'objectives',
  'cost',
  'scaling',
  'alerts',
  'checklist',
]);

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
