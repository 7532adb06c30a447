import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, durationInWords, figure, metricInWords } from './words.ts';

describe('the words of the margin', () => {
  it('say a duration in at most two units', () => {
    expect([4, 60, 303, 7_200, 9_000, 43 * 86_400].map((seconds) => durationInWords(seconds * 1000))).toEqual([
      '4 s',
      '1 min',
      '5 min 3 s',
      '2 h',
      '2 h 30 min',
      '43 days',
    ]);
  });

  it('show three figures, grouped, with the unit', () => {
    expect(figure(0.214, '%')).toBe('0.21 %');
    expect(figure(1_412.3, 'ms')).toBe('1\u202f412 ms');
    expect(figure(1_234_567, null)).toBe('1\u202f234\u202f567');
    expect(figure(61.04, '%')).toBe('61 %');
    expect(figure(0, '/s')).toBe('0 /s');
    expect(figure(-12.5, 'ms')).toBe('-12.5 ms');
    expect([0, 999, 8_674_663, 21e9].map((bytes) => figure(bytes, 'bytes'))).toEqual([
      '0 B',
      '999 B',
      '8.67 MB',
      '21 GB',
    ]);
  });

  it('never round what is nearly whole up to the whole', () => {
    expect(figure(99.95, '%')).toBe('99.95 %');
    fc.assert(
      fc.property(fc.double({ min: 99.001, max: 99.99999, noNaN: true }), (value) => {
        expect(figure(value, '%')).not.toBe('100 %');
      }),
    );
  });

  it('tell the time in the system’s zone, and the day where it is another', () => {
    const now = Date.UTC(2026, 10, 18, 12);
    expect(clockTime(Date.UTC(2026, 10, 18, 3, 17), now, 'Europe/Berlin')).toBe('04:17');
    expect(clockTime(Date.UTC(2026, 10, 23, 14), now, 'America/New_York')).toBe('Mon 09:00');
    expect(clockTime(Date.UTC(2026, 6, 2), now, 'UTC')).toBe('2 Jul');
  });

  it('name a metric as people do', () => {
    expect(metricInWords('failed_requests')).toBe('failed requests');
    expect(metricInWords('x:Queue lag')).toBe('Queue lag');
  });
});
