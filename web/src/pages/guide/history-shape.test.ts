import { describe, expect, it } from 'vitest';
import { historyShape } from './history-shape.ts';

describe('historyShape', () => {
  it('is nothing where nothing was measured', () => {
    expect(historyShape([null, null], 5, 100, 52)).toBeNull();
  });

  it('puts the highest at the top and leaves a gap where nothing was', () => {
    expect(historyShape([0, 10, null, 10, 0], null, 100, 52)?.path).toBe('M0 46L25 6M75 6L100 46');
  });

  it('shows a value that stands alone as a point', () => {
    expect(historyShape([null, 7, null], null, 100, 52)).toMatchObject({ path: '', points: [{ x: 50, y: 26 }] });
  });

  it('draws the limit among the values', () => {
    expect(historyShape([0, 10], 20, 100, 52)).toMatchObject({ limitY: 6, path: 'M0 46L100 26' });
  });

  it('leaves a limit that is far off to the words', () => {
    expect(historyShape([1, 2], 1_000, 100, 52)).toMatchObject({ limitY: null, lowest: 1, highest: 2, last: 2 });
  });
});
