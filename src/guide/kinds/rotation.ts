import type { Part } from '../document/part.ts';
import { type Draft, draft } from '../draft.ts';
import { cadenceIn } from '../words/cadence.ts';
import { clockTimesIn } from '../words/clock-time.ts';
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
  /\bon[\s-]?call\b|\brota\b|\bshifts?\b/i.test(part.label ?? '') && cadenceIn(part.value) !== null
    ? readRotation(part)
    : [];

/**
 * The schedule of those on call: "**Rota**: weekly, handover Thursdays 10:00 CET"; "The on-call shift
 * changes every Wednesday at 10:00 Europe/Berlin."
 */
export function readRotation(part: Part): Draft[] {
  const covered = COVERAGE.exec(part.value)?.[0].toLowerCase() ?? null;
  const coverage = covered && /24|clock/.test(covered) ? '24/7' : covered;
  if (coverage && /^(?:coverage|hours|covered|support hours)$/i.test(part.label ?? ''))
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
