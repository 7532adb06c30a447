import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

it('takes colours and titles out', () => {
  expect(plainText('\u001b[1;32mok\u001b[0m \u001b]0;title\u0007done\n')).toBe('ok done\n');
});

it('keeps the last drawing of a line that was drawn over', () => {
  expect(plainText('10 %\r50 %\r100 %\nnext\r\n')).toBe('100 %\nnext\n');
});
