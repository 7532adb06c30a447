import type { RotationFields } from '../../plan/commitment.ts';
import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cadenceIn } from '../words/cadence.ts';
import { clockTimesIn } from '../words/clock-time.ts';
import { isOrder } from '../words/order.ts';
import { weekdayIn } from '../words/weekday.ts';
import { zoneIn } from '../words/zone.ts';

const COVERAGE =
  /\b24\s?[/x×]\s?7\b|\baround the clock\b|\bbusiness hours\b|\b(?:week)?days only\b|\bfollow[\s-]the[\s-]sun\b/i;

/** Wherever it stands: "The on-call week starts Thursday 10:00 Europe/London." */
export const readRotationSentence = (part: Part): Draft[] =>
  /\b(?:on[\s-]?call|rotation|shifts?|swaps?|duty)\b/i.test(part.text) &&
  weekdayIn(part.text) &&
  clockTimesIn(part.text).length > 0
    ? readRotation(part)
    : [];

/** "**Rotation changes**: Sundays 10:00 UTC", "**Hand-off**: Mon 09:00": when the next one takes over. */
export const readHandoffLabel = (part: Part): Draft[] =>
  /\brotation changes?\b|\bhand[\s-]?(?:off|over)s?\b|\bshift changes?\b/i.test(part.label ?? '') &&
  weekdayIn(part.value)
    ? readRotation(part)
    : [];

/** A label that names who is on call, wherever it stands: "**On-call rotation**: weekly, kept in PagerDuty". */
export const readRotationLabel = (part: Part): Draft[] =>
  (/\bon[\s-]?call\b|\brota\b|\bshifts?\b/i.test(part.label ?? '') ||
    (/^(?:hours|coverage|availability)$/i.test(part.label ?? '') && /\brotat/i.test(part.value))) &&
  cadenceIn(part.value) !== null
    ? readRotation(part)
    : [];

/**
 * The schedule of those on call: "**Rota**: weekly, handover Thursdays 10:00 CET"; "The on-call shift
 * changes every Wednesday at 10:00 Europe/Berlin."
 */
export function readRotation(part: Part): Draft[] {
  const covered = COVERAGE.exec(part.value)?.[0].toLowerCase() ?? null;
  const coverage = covered && /24|clock/.test(covered) ? '24/7' : covered;
  if (
    coverage &&
    cadenceIn(part.value) === null &&
    /^(?:coverage|hours|covered|support hours)$/i.test(part.label ?? '')
  )
    return [draft(part, { kind: 'rotation', cadence: null, handoff: null, coverage })];
  const said = `${part.label ?? ''} ${part.value}`;
  if (
    !/\b(?:rotat\w+|rota|shifts?|on[\s-]?call|hand[\s-]?(?:over|off)s?|swaps?|duty|schedule)\b/i.test(said) ||
    /\b(?:secret|key|certificate|credential|log)s?\b/i.test(said)
  )
    return [];
  const cadence = cadenceIn(part.value) ?? (weekdayIn(part.value) ? 'weekly' : null);
  if (!cadence) return [];
  const [at] = clockTimesIn(part.value);
  const weekday = weekdayIn(part.value);
  const handoff = weekday || at ? { weekday, time: at?.time ?? null, tz: zoneIn(part.value) } : null;
  return [
    draft(part, {
      kind: 'rotation',
      cadence,
      handoff,
      coverage,
    }),
  ];
}

const isWeek = (child: Part): boolean => child.form === 'item' && /^(?:week|kw|cw) ?\d+$/i.test(child.label ?? '');
const weeksOf = (part: Part): Part[] => part.children.filter(isWeek);
const HANDS_OVER = /\bon[\s-]?call\b|\brota(?:tion)?\b|\bhand-?(?:off|over)s?\b|\bshift change/i;

/** "On-call rotation:" with "Week 1: Adams", "Week 2: Brown" below it; a title beside it may say when they change. */
export function readRotationWeeks(part: Part): Draft[] {
  const weeks = weeksOf(part);
  // "Week 1: read the runbooks" is what somebody new does.
  const people = weeks.every(({ value }) => value.split(' ').length <= 6 && !isOrder(value));
  if (
    weeks.length < 2 ||
    !people ||
    !HANDS_OVER.test(part.title) ||
    /\b(?:new|onboarding|training)\b/i.test(part.title)
  )
    return [];
  const change = [part, ...(part.parent?.children ?? [])].find(({ title }) => changesAt(title) !== null);
  return [
    draft(
      part,
      { kind: 'rotation', cadence: 'weekly', handoff: change ? changesAt(change.title) : null, coverage: null },
      { endLine: weeks.at(-1)!.endLine, text: part.title, covers: weeks },
    ),
  ];
}

/** "#### Handoff (Mondays, 09:00)": the title says when those on call change. */
export function readRotationTitle(part: Part): Draft[] {
  if (part.form !== 'heading' && part.form !== 'lead-in') return [];
  const handoff = changesAt(part.title);
  if (!handoff || [part, ...(part.parent?.children ?? [])].some((beside) => weeksOf(beside).length > 1)) return [];
  const cadence = cadenceIn(part.title) ?? 'weekly';
  return [
    draft(part, { kind: 'rotation', cadence, handoff, coverage: null }, { endLine: part.line, text: part.title }),
  ];
}

function changesAt(title: string): RotationFields['handoff'] {
  const weekday = HANDS_OVER.test(title) ? weekdayIn(title) : null;
  const [at] = clockTimesIn(title);
  return weekday ? { weekday, time: at?.time ?? null, tz: zoneIn(title) } : null;
}
