import { Temporal } from 'temporal-polyfill';
import type { WindowFields } from '../plan/commitment.ts';
import { nextOccurrence, previousOccurrence } from './next-occurrence.ts';

/** Times are epoch milliseconds. */
export type WindowStanding =
  | { readonly state: 'inside'; readonly from: number; readonly until: number }
  | { readonly state: 'outside'; readonly nextFrom: number | null }
  /** The guide says no recurrence or no times: the window is announced, not scheduled. */
  | { readonly state: 'unscheduled' };

/** Whether an instant lies in a maintenance window. A window whose end is not after its start ends on the next day. */
export function inMaintenanceWindow(window: WindowFields, defaultTimeZone: string, at: number): WindowStanding {
  if (window.recurrence === null || window.start === null || window.end === null) return { state: 'unscheduled' };
  const timeZone = window.tz ?? defaultTimeZone;
  const schedule = { type: 'rrule', rule: window.recurrence, time: window.start, timeZone } as const;
  const from = previousOccurrence(schedule, at);
  if (from !== null) {
    const until = endOf(from, window.start, window.end, timeZone);
    if (at < until) return { state: 'inside', from, until };
  }
  return { state: 'outside', nextFrom: nextOccurrence(schedule, at) };
}

function endOf(from: number, start: string, end: string, timeZone: string): number {
  const endTime = Temporal.PlainTime.from(end);
  const endsNextDay = Temporal.PlainTime.compare(endTime, Temporal.PlainTime.from(start)) <= 0;
  return Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days: endsNextDay ? 1 : 0 })
    .toZonedDateTime({ timeZone, plainTime: endTime }).epochMilliseconds;
}
