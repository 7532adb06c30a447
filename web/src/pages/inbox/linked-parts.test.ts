import { expect, it } from 'vitest';
import { linkedParts } from './linked-parts.ts';

it('links addresses and leaves the sentence’s full stop out', () => {
  expect(linkedParts('Open http://127.0.0.1:8470/acknowledge/a-b_c. Thanks')).toEqual([
    { start: 0, text: 'Open ', href: null },
    { start: 5, text: 'http://127.0.0.1:8470/acknowledge/a-b_c', href: 'http://127.0.0.1:8470/acknowledge/a-b_c' },
    { start: 44, text: '. Thanks', href: null },
  ]);
});

it('links nothing that a browser would run', () => {
  expect(linkedParts('javascript:alert(1)').every(({ href }) => href === null)).toBe(true);
});
