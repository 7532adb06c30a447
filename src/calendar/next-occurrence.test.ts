import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parseCron } from './cron.ts';
import { nextOccurrence } from './next-occurrence.ts';

const START = Date.UTC(2026, 0, 5, 12);
const cron = (expression: string, after = START, timeZone = 'UTC'): string | null => {
  const at = nextOccurrence({ type: 'cron', expression, timeZone }, after);
  return at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString().slice(0, 16);
};

describe('a cron schedule', () => {
  it('comes next at its time', () => {
    expect(cron('0 2 * * *')).toBe('2026-01-06T02:00');
    expect(cron('30 12 * * *')).toBe('2026-01-05T12:30');
    expect(cron('*/20 * * * *', START + 1)).toBe('2026-01-05T12:20');
    expect(cron('0 3 * * SUN')).toBe('2026-01-11T03:00');
    expect(cron('15 4 1 JAN-MAR/2 *')).toBe('2026-03-01T04:15');
    expect(cron('@monthly')).toBe('2026-02-01T00:00');
    expect(cron('0 0 29 2 *')).toBe('2028-02-29T00:00');
  });

  it('never comes at the instant itself', () => {
    expect(cron('0 12 * * *')).toBe('2026-01-06T12:00');
  });

  it('matches either day where both are restricted', () => {
    expect(cron('0 0 13 * FRI')).toBe('2026-01-09T00:00');
  });

  it('is read in its zone, and not left out where clocks skip it', () => {
    expect(cron('0 2 * * *', START, 'America/New_York')).toBe('2026-01-06T07:00');
    expect(cron('30 2 * * *', Date.UTC(2026, 2, 8, 5), 'America/New_York')).toBe('2026-03-08T07:30');
  });

  it('comes once where clocks repeat it', () => {
    const first = nextOccurrence(
      { type: 'cron', expression: '30 1 * * *', timeZone: 'America/New_York' },
      Date.UTC(2026, 10, 1),
    );
    expect(first).toBe(Date.UTC(2026, 10, 1, 5, 30));
    expect(cron('30 1 * * *', first ?? 0, 'America/New_York')).toBe('2026-11-02T06:30');
  });

  it('that is none, or never comes, has no next', () => {
    for (const expression of ['', 'daily', '* * * *', '60 * * * *', '5-1 * * * *', '*/0 * * * *', '0 0 * * FUN']) {
      expect(parseCron(expression)).toBeNull();
      expect(cron(expression)).toBeNull();
    }
    expect(cron('0 0 31 2 *')).toBeNull();
  });

  it('always comes later than asked, and nothing comes between', () => {
    const fields = fc.record({
      minute: fc.constantFrom('0', '*/15', '7', '59'),
      hour: fc.constantFrom('*', '2', '0-6/3', '23'),
      day: fc.constantFrom('*', '1', '15', '31'),
      weekday: fc.constantFrom('*', '1', 'SAT,SUN', '7'),
      timeZone: fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin'),
      after: fc.integer({ min: 0, max: Date.UTC(2035, 0, 1) }),
      share: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(fields, ({ minute, hour, day, weekday, timeZone, after, share }) => {
        const schedule = { type: 'cron', expression: `${minute} ${hour} ${day} * ${weekday}`, timeZone } as const;
        const next = nextOccurrence(schedule, after);
        if (next === null) throw new Error('it comes');
        expect(next).toBeGreaterThan(after);
        expect(nextOccurrence(schedule, Math.floor(after + (next - after) * share))).toBe(next);
      }),
    );
  });
});

describe('a recurrence rule', () => {
  const rrule = (rule: string, after: number): number | null =>
    nextOccurrence({ type: 'rrule', rule, time: '02:00', timeZone: 'America/New_York' }, after);

  it('comes on the first Sunday of the month at its local time', () => {
    expect(rrule('FREQ=MONTHLY;BYDAY=1SU', START)).toBe(Date.UTC(2026, 1, 1, 7));
    expect(rrule('RRULE:FREQ=MONTHLY;BYDAY=1SU', Date.UTC(2026, 5, 1))).toBe(Date.UTC(2026, 5, 7, 6));
  });

  it('that cannot be read has no next', () => {
    expect(rrule('EVERY SUNDAY', START)).toBeNull();
  });
});
