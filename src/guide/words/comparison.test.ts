import { describe, expect, it } from 'vitest';
import { comparisonsIn } from './comparison.ts';

const read = (text: string): unknown[] =>
  comparisonsIn(text).map(({ op, quantity }) => [op, quantity.amount, quantity.unit]);

describe('comparisons', () => {
  it.each([
    ['CPU > 70%', [['>', 70, '%']]],
    ['p95 ≥ 1.5 s', [['>=', 1.5, 's']]],
    ['stays below 99.9 %', [['<', 99.9, '%']]],
    ['must not exceed 2 s', [['<=', 2, 's']]],
    ['20 failures or more', [['>=', 20, 'failures']]],
    ['at least 10 restarts', [['>=', 10, 'restarts']]],
    ['no more than 3 nodes', [['<=', 3, 'nodes']]],
    ['drops below 1,000 messages', [['<', 1000, 'messages']]],
    [
      '(< 1% for 4xx, < 0.1% for 5xx)',
      [
        ['<', 1, '%'],
        ['<', 0.1, '%'],
      ],
    ],
    ['reaches 92 percent', [['>=', 92, '%']]],
    ['L1 -> L2', []],
    ['above all, be calm', []],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});
