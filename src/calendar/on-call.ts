import { Temporal } from 'temporal-polyfill';
import type { Rotation } from '../plan/plan.ts';

export interface Shift {
  /** One of the rotation's members. */
  readonly member: string;
  /** Epoch milliseconds; the shift takes in its beginning and not its end. */
  readonly from: number;
  readonly until: number;
}

/**
 * Who is on call at an instant (epoch milliseconds) and until when. A shift lasts from handoff to handoff as clocks in
 * the rotation's zone show it, so a week with a change of clocks is an hour shorter or longer. A handoff at a time that
 * the zone skips happens when clocks have moved on.
 *
 * Members take turns in their order, counted from the handoffs around 1 January 1970, so no start date is needed and
 * every replica agrees. null where the rotation has no members.
 */
export function onCall(rotation: Rotation, members: readonly string[], at: number): Shift | null {
  if (members.length === 0) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(rotation.timeZone).toPlainDate();
  let turn = turnOn(rotation, today);
  while (handoff(rotation, turn) > at) turn -= 1;
  while (handoff(rotation, turn + 1) <= at) turn += 1;
  const index = ((turn % members.length) + members.length) % members.length;
  const member = members[index];
  if (member === undefined) return null;
  return { member, from: handoff(rotation, turn), until: handoff(rotation, turn + 1) };
}

/** The shifts that overlap a span, in order, for a calendar. At most `most`. */
export function shiftsBetween(
  rotation: Rotation,
  members: readonly string[],
  from: number,
  until: number,
  most = 400,
): Shift[] {
  const shifts: Shift[] = [];
  let shift = onCall(rotation, members, from);
  while (shift !== null && shift.from < until && shifts.length < most) {
    shifts.push(shift);
    shift = onCall(rotation, members, shift.until);
  }
  return shifts;
}

const MONDAY = Temporal.PlainDate.from('1970-01-05');
const FIRST_DAY = Temporal.PlainDate.from('1970-01-01');

/** The number of the turn that begins about this day, counted since 1970. */
function turnOn(rotation: Rotation, day: Temporal.PlainDate): number {
  switch (rotation.cadence) {
    case 'daily':
      return FIRST_DAY.until(day).days;
    case 'weekly':
      return Math.floor(MONDAY.until(day).days / 7);
    case 'monthly':
      return (day.year - 1970) * 12 + day.month - 1;
  }
}

/** When a turn begins, epoch milliseconds. */
function handoff(rotation: Rotation, turn: number): number {
  return dayOf(rotation, turn).toZonedDateTime({
    timeZone: rotation.timeZone,
    plainTime: Temporal.PlainTime.from(rotation.time),
  }).epochMilliseconds;
}

/** A monthly rotation changes on the month's first such weekday, or on its first day. */
function dayOf(rotation: Rotation, turn: number): Temporal.PlainDate {
  switch (rotation.cadence) {
    case 'daily':
      return FIRST_DAY.add({ days: turn });
    case 'weekly':
      return MONDAY.add({ days: turn * 7 + (rotation.weekday ?? 1) - 1 });
    case 'monthly': {
      const first = FIRST_DAY.add({ months: turn });
      if (rotation.weekday === null) return first;
      return first.add({ days: (rotation.weekday - first.dayOfWeek + 7) % 7 });
    }
  }
}
