import { expect, it } from 'vitest';
import { withDigits } from './numeral.ts';

it.each([
  ['for five minutes', 'for 5 minutes'],
  ['half an hour', '30 minutes'],
  ['more than a minute', 'more than 1 minute'],
  ['ninety-five percent', '95 percent'],
  ['$5 a month', '$5 a month'],
  ['one-off', 'one-off'],
])('%s reads as %s', (text, expected) => expect(withDigits(text)).toBe(expected));
