import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { type CronFields, parseCron } from './cron.ts';

export type Schedule =
  | { readonly type: 'cron'; readonly expression: string; readonly timeZone: string }
  /** RFC 5545 RRULE without DTSTART; `time` is HH:MM in `timeZone`. */
  | { readonly type: 'rrule'; readonly rule: string; readonly time: string; readonly timeZone: string };

/** A leap day that falls on a given weekday comes back within 40 years. */
const CRON_HORIZON_DAYS = 366 * 40;

/**
 * The first occurrence after an instant (both epoch milliseconds); null where there is none, or the schedule cannot be
 * read. A cron time that a change of clocks skips happens as soon as clocks have moved on, rather than not on that day:
 * a backup is not to be left out; one that clocks repeat happens the first time. Recurrence rules leave such a day out, as RFC 5545 (3.3.10) says.
 */
export function nextOccurrence(schedule: Schedule, after: number): number | null {
  if (schedule.type === 'rrule') return nextOfRule(schedule, after);
  const fields = parseCron(schedule.expression);
  return fields === null ? null : nextOfCron(fields, schedule.timeZone, after);
}

function nextOfCron(fields: CronFields, timeZone: string, after: number): number | null {
  const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  let day = start.toPlainDate();
  for (let tried = 0; tried < CRON_HORIZON_DAYS; tried += 1, day = day.add({ days: 1 })) {
    if (!matches(fields, day)) continue;
    for (const hour of fields.hours) {
      if (tried === 0 && hour < start.hour - 1) continue;
      for (const minute of fields.minutes) {
        const plainTime = new Temporal.PlainTime(hour, minute);
        const at = day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
        if (at > after) return at;
      }
    }
  }
  return null;
}

function matches(fields: CronFields, day: Temporal.PlainDate): boolean {
  if (!fields.months.has(day.month)) return false;
  const isDayOfMonth = fields.daysOfMonth.has(day.day);
  const isDayOfWeek = fields.daysOfWeek.has(day.dayOfWeek);
  return fields.eitherDay ? isDayOfMonth || isDayOfWeek : isDayOfMonth && isDayOfWeek;
}

function nextOfRule(schedule: Extract<Schedule, { type: 'rrule' }>, after: number): number | null {
  const rule = ruleFrom(schedule, after);
  return (
    rule?.next(Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(schedule.timeZone), false)
      ?.epochMilliseconds ?? null
  );
}

/** The last occurrence at or before an instant; null where there is none in the two years before. */
export function previousOccurrence(schedule: Extract<Schedule, { type: 'rrule' }>, at: number): number | null {
  const rule = ruleFrom(schedule, at);
  return (
    rule?.previous(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(schedule.timeZone), true)
      ?.epochMilliseconds ?? null
  );
}

/** A guide says no first day, so the rule is taken to have begun at the start of the year two years before. */
function ruleFrom(schedule: Extract<Schedule, { type: 'rrule' }>, around: number): RRuleTemporal | null {
  const year = Temporal.Instant.fromEpochMilliseconds(around).toZonedDateTimeISO(schedule.timeZone).year - 2;
  try {
    const dtstart = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime({
      timeZone: schedule.timeZone,
      plainTime: Temporal.PlainTime.from(schedule.time),
    });
    return new RRuleTemporal({ rruleString: schedule.rule.replace(/^RRULE:/i, ''), dtstart, tzid: schedule.timeZone });
  } catch {
    return null;
  }
}
