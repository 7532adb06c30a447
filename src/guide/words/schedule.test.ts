import { describe, expect, it } from 'vitest';
import { cadenceIn, periodIn } from './cadence.ts';
import { clockTimesIn } from './clock-time.ts';
import { cronIn, scheduleIn } from './cron.ts';
import { recurrenceIn } from './recurrence.ts';
import { zoneIn } from './zone.ts';

describe('schedules', () => {
  it.each([
    ['Daily at 5 AM UTC', '0 5 * * *'],
    ['every night at 02:30', '30 2 * * *'],
    ['Sundays at 3:15 pm', '15 15 * * 0'],
    ['weekdays at 19:00', '0 19 * * 1-5'],
    ['every 6 hours', '0 */6 * * *'],
    ['every 15 minutes', '*/15 * * * *'],
    ['hourly', '0 * * * *'],
    ['monthly on the 3rd at 04:00', '0 4 3 * *'],
    ['In the crontab: 30 18 * * 1-5 (working days)', '30 18 * * 1-5'],
    ['daily', null],
    ['every 7 hours', null],
  ])('%s', (text, expected) => expect(scheduleIn(text)).toBe(expected));

  it('a list of numbers is no cron expression', () => expect(cronIn('1 2 3 4 5')).toBeNull());
});

describe('recurrences', () => {
  it.each([
    ['First Sunday of month', 'FREQ=MONTHLY;BYDAY=1SU'],
    ['second Tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['every Tuesday', 'FREQ=WEEKLY;BYDAY=TU'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['now and then', null],
  ])('%s', (text, expected) => expect(recurrenceIn(text)).toBe(expected));
});

describe('times of day', () => {
  it.each([
    ['2-4 AM UTC', ['02:00', '04:00']],
    ['3:15 AM - 5:45 AM EST', ['03:15', '05:45']],
    ['22:00-23:30', ['22:00', '23:30']],
    ['at midnight', ['00:00']],
    ['12 AM', ['00:00']],
    ['12 pm', ['12:00']],
    ['5 apples', []],
  ])('%s', (text, expected) => expect(clockTimesIn(text).map(({ time }) => time)).toEqual(expected));
});

describe('zones, cadences and periods', () => {
  it.each([
    ['9 AM EST', 'America/New_York'],
    ['06:00 Europe/Berlin', 'Europe/Berlin'],
    ['02:00Z', 'UTC'],
    ['3 pm London time', 'Europe/London'],
    ['9 AM', null],
  ])('%s', (text, expected) => expect(zoneIn(text)).toBe(expected));

  it.each([
    ['reviewed every quarter', 'quarterly'],
    ['first Sunday of the month', 'monthly'],
    ['every other week', 'biweekly'],
    ['nightly', 'daily'],
    ['whenever', null],
  ])('%s', (text, expected) => expect(cadenceIn(text)).toBe(expected));

  it.each([
    ['$100/month', 'month'],
    ['10% monthly growth', 'month'],
    ['5 % a year', 'year'],
  ])('%s', (text, expected) => expect(periodIn(text)).toBe(expected));
});
