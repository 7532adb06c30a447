import { expect, it } from 'vitest';
import { timeWindowIn } from './time-window.ts';

const always = (): boolean => true;
const never = (): boolean => false;

it.each([
  ['CPU > 65% for 8 minutes', always, 480],
  ['>5% in 5-minute window', always, 300],
  ['fails for more than 2 minutes', never, 120],
  ['Percentage CPU > 65 avg 10m', always, 600],
  ['errors over 10 minutes', always, 600],
  ['latency over 10 minutes', never, null],
  ['>2s average response time for >10 minutes', always, 600],
  ['< 100ms average', always, null],
  ['fails', always, null],
])('%s holds for its seconds', (text, besides, seconds) =>
  expect(timeWindowIn(text, besides)?.seconds ?? null).toBe(seconds),
);

it('blanks the window out, so that its number is no threshold', () => {
  expect(timeWindowIn('CPU > 65% for 8 minutes', always)?.rest.trim()).toBe('CPU > 65%');
});
