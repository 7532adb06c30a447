import { describe, expect, it } from 'vitest';
import { deadlineOf, durationsIn } from './duration.ts';

const seconds = (text: string): number[] => durationsIn(text).map((found) => found.seconds);

describe('durations', () => {
  it.each([
    ['5 min', [300]],
    ['a 5-minute window', [300]],
    ['90s', [90]],
    ['1h 30m', [5400]],
    ['1h30m', [5400]],
    ['1h30m0s', [5400]],
    ['2 hours and 15 minutes', [8100]],
    ['250 ms', [0.25]],
    ['PT5M', [300]],
    ['7-35 days', [604_800]],
    ['15+ minutes', [900]],
    ['2 consecutive minutes', [120]],
    ['20 minutes for P0, 3 hours for P1', [1200, 10_800]],
    ['43 minutes/month', [2580]],
    ['100M rows', []],
    ['version 5', []],
  ])('%s', (text, expected) => expect(seconds(text)).toEqual(expected));
});

describe('deadlines', () => {
  it.each([
    ['< 5 minutes', 300],
    ['immediately', 0],
    ['1 business day', null],
    ['next day', null],
    ['soon', null],
  ])('%s', (text, expected) => expect(deadlineOf(text)).toBe(expected));
});
