import { expect, it } from 'vitest';
import { fieldText, inOneLine } from './row-text.ts';

it('says a row in one line', () => {
  expect(inOneLine('High error rate | more than 1 % | 5 min')).toBe('High error rate · more than 1 % · 5 min');
});

it.each([
  ['weekly', 'weekly'],
  [300, '300'],
  [['email', 'slack'], 'email, slack'],
  [[], 'none'],
  [{ weekday: 'MO', time: '09:00', tz: null }, 'weekday MO, time 09:00'],
  [[{ text: 'a', done: true }], '[\n {\n  "text": "a",\n  "done": true\n }\n]'],
])('reads %j as it is', (value, text) => {
  expect(fieldText(value)).toBe(text);
});
