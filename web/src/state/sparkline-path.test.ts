import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

describe('sparklinePath', () => {
  it('draws the smallest value at the bottom and the largest at the top', () => {
    expect(sparklinePath([0, 10], 84, 26)).toBe('M0 24L84 2');
  });

  it('lifts the pen where there was no value', () => {
    expect(sparklinePath([0, null, 10, 10], 90, 26)).toBe('M0 24M60 2L90 2');
  });

  it('begins with the first value of a young series', () => {
    expect(sparklinePath([null, null, 0, 10], 84, 26)).toBe('M0 24L84 2');
  });

  it('lays a value that never changed in the middle', () => {
    expect(sparklinePath([5, 5], 84, 26)).toBe('M0 13L84 13');
  });

  it('draws nothing from a single value', () => {
    expect(sparklinePath([null, 5], 84, 26)).toBe('');
  });
});
