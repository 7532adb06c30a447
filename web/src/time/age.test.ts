import { describe, expect, it } from 'vitest';
import { formatAge, formatDeadline, formatDuration } from './age.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const before = (seconds: number) => new Date(now - seconds * 1_000).toISOString();

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_599, '59 min'],
    [3_600, '1 h'],
    [7_201, '2 h'],
    [7_500, '2 h 5 min'],
    [6 * 3_600 + 1_800, '6 h'],
    [47 * 3_600, '47 h'],
    [48 * 3_600, '2 days'],
    [43 * 86_400, '43 days'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });
});

describe('formatAge', () => {
  it('counts from the moment to now', () => {
    expect(formatAge(before(4), now)).toBe('4 s ago');
  });

  it('calls what a server a little ahead says just now', () => {
    expect(formatAge(before(-3), now)).toBe('just now');
  });
});

describe('formatDeadline', () => {
  it('rounds minutes up, so that there is never less time than it says nothing of', () => {
    expect(formatDeadline(before(-40 * 60 - 1), now)).toBe('within 41 min');
  });

  it('counts the last two minutes by what is left', () => {
    expect(formatDeadline(before(-50), now)).toBe('within 50 s');
  });

  it('says how late it is once it has passed', () => {
    expect(formatDeadline(before(6 * 60), now)).toBe('6 min late');
  });
});
