import { describe, expect, it } from 'vitest';
import { formatSystemTime, formatTime, placeOf } from './zone.ts';

const now = Date.parse('2026-03-04T12:00:00Z');

describe('formatTime', () => {
  it('shows the clock alone for today', () => {
    expect(formatTime('2026-03-04T03:12:00Z', now, 'UTC')).toBe('03:12');
  });

  it('adds seconds where the order of events matters', () => {
    expect(formatTime('2026-03-04T03:12:09Z', now, 'UTC', true)).toBe('03:12:09');
  });

  it('takes today from the zone it shows', () => {
    expect(formatTime('2026-03-04T03:12:00Z', now, 'America/New_York')).toBe('Tue 22:12');
  });

  it('adds the day of the week nearby and the date further off', () => {
    expect(formatTime('2026-03-02T09:00:00Z', now, 'UTC')).toBe('Mon 09:00');
    expect(formatTime('2026-01-12T09:00:00Z', now, 'UTC')).toBe('12 Jan 09:00');
    expect(formatTime('2025-11-12T09:00:00Z', now, 'UTC')).toBe('12 Nov 2025 09:00');
  });
});

describe('formatSystemTime', () => {
  it('is silent where both clocks show the same', () => {
    const readers = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(formatSystemTime('2026-03-04T03:12:00Z', now, readers)).toBeNull();
  });

  it('names the place of the system’s clock, and the day where it is another there', () => {
    expect(formatSystemTime('2026-03-04T03:12:00Z', now, 'Pacific/Kiritimati')).toBe('Wed 17:12 Kiritimati');
  });

  it('is silent about a zone that nobody knows', () => {
    expect(formatSystemTime('2026-03-04T03:12:00Z', now, 'Mars/Base')).toBeNull();
  });
});

it('takes the place out of a zone’s name', () => {
  expect(placeOf('America/New_York')).toBe('New York');
});
