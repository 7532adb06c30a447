import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rotation } from '../plan/plan.ts';
import { onCall, shiftsBetween } from './on-call.ts';

const HOUR = 3_600_000;
const weekly: Rotation = {
  commitmentId: 'rotation',
  cadence: 'weekly',
  weekday: 1,
  time: '09:00',
  timeZone: 'America/New_York',
  members: [],
};
const TEAM = ['Ada', 'Ben', 'Cleo'];

/** New York is five hours behind UTC in winter, four in summer. */
const winter = (day: number, hour: number): number => Date.UTC(2026, 0, day, hour + 5);

describe('a weekly rotation', () => {
  it('hands over on Monday at nine, local time', () => {
    const before = onCall(weekly, TEAM, winter(12, 9) - 1);
    const after = onCall(weekly, TEAM, winter(12, 9));
    expect(before).toMatchObject({ from: winter(5, 9), until: winter(12, 9) });
    expect(after).toMatchObject({ from: winter(12, 9), until: winter(19, 9) });
    expect(after?.member).not.toBe(before?.member);
  });

  it('lasts an hour less when clocks go forward, and an hour more when they go back', () => {
    // 8 March and 1 November 2026.
    const spring = onCall(weekly, TEAM, Date.UTC(2026, 2, 5));
    const autumn = onCall(weekly, TEAM, Date.UTC(2026, 9, 29));
    expect((spring?.until ?? 0) - (spring?.from ?? 0)).toBe((7 * 24 - 1) * HOUR);
    expect((autumn?.until ?? 0) - (autumn?.from ?? 0)).toBe((7 * 24 + 1) * HOUR);
  });

  it('has one member always on call, or nobody where it has no members', () => {
    expect(onCall(weekly, ['Ada'], winter(12, 9))?.member).toBe('Ada');
    expect(onCall(weekly, [], winter(12, 9))).toBeNull();
  });
});

describe('other rotations', () => {
  it('a daily one hands over every day', () => {
    const daily: Rotation = { ...weekly, cadence: 'daily', weekday: null };
    expect(onCall(daily, TEAM, winter(6, 8))).toMatchObject({ from: winter(5, 9), until: winter(6, 9) });
  });

  it('a monthly one hands over on the first such weekday, or on the first', () => {
    const monthly: Rotation = { ...weekly, cadence: 'monthly' };
    expect(onCall(monthly, TEAM, winter(5, 9))).toMatchObject({ from: winter(5, 9), until: Date.UTC(2026, 1, 2, 14) });
    const onTheFirst = onCall({ ...monthly, weekday: null }, TEAM, winter(20, 9));
    expect(onTheFirst).toMatchObject({ from: winter(1, 9), until: Date.UTC(2026, 1, 1, 14) });
  });

  it('a handoff in the hour that clocks skip happens when they have moved on', () => {
    const early: Rotation = { ...weekly, weekday: 7, time: '02:30' };
    // On 8 March 2026 New York goes from 02:00 EST to 03:00 EDT, so 02:30 is 03:30 EDT, 07:30 UTC.
    expect(onCall(early, TEAM, Date.UTC(2026, 2, 10))?.from).toBe(Date.UTC(2026, 2, 8, 7, 30));
  });
});

describe('any rotation', () => {
  const rotations = fc.record({
    commitmentId: fc.constant('rotation'),
    cadence: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
    timeZone: fc.constantFrom('UTC', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata'),
    members: fc.constant<string[]>([]),
  });
  const instants = fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) });
  const teams = fc.integer({ min: 1, max: 5 }).map((size) => TEAM.concat('Dan', 'Eve').slice(0, size));

  it('has exactly one shift at every instant, without gap or overlap', () => {
    fc.assert(
      fc.property(rotations, teams, instants, (rotation, team, at) => {
        const shift = onCall(rotation, team, at);
        if (shift === null) throw new Error('somebody is on call');
        expect(shift.from).toBeLessThanOrEqual(at);
        expect(shift.until).toBeGreaterThan(at);
        expect(onCall(rotation, team, shift.until)?.from).toBe(shift.until);
        expect(onCall(rotation, team, shift.from - 1)?.until).toBe(shift.from);
        expect(onCall(rotation, team, shift.from)).toEqual(shift);
      }),
    );
  });

  it('gives everybody a turn in order', () => {
    fc.assert(
      fc.property(rotations, teams, instants, (rotation, team, at) => {
        const turns = shiftsBetween(rotation, team, at, at + 400 * 24 * HOUR, team.length * 2).map(
          ({ member }) => member,
        );
        turns.slice(1).forEach((member, index) => {
          const previous = team.indexOf(turns[index] ?? '');
          expect(member).toBe(team[(previous + 1) % team.length]);
        });
      }),
    );
  });
});
