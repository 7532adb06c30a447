import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteHeights, placeNotes } from './margin-layout.ts';

const row = (line: number, top: number, notes = 1) => ({ line, top, height: 46, notes });

describe('placeNotes', () => {
  it('centres a note on its row', () => {
    expect(placeNotes([row(1, 100), row(2, 146)])).toEqual([
      { line: 1, top: 103, size: 'full', hangs: false },
      { line: 2, top: 149, size: 'roomy', hangs: false },
    ]);
  });

  it('keeps the notes of a close list beside their lines by saying less', () => {
    const items = [0, 1, 2, 3, 4].map((index) => ({ line: index, top: index * 27, height: 26, notes: 1 }));
    const places = placeNotes(items);
    expect(places.slice(0, 4).map(({ size }) => size)).toEqual(['compact', 'compact', 'compact', 'compact']);
    // The last one has the room to say more, and its first line is as level as those of the others.
    expect(places[4]!.size).toBe('roomy');
    for (const [index, place] of places.entries()) {
      expect(Math.abs(place.top + noteHeights.compact / 2 - (index * 27 + 13))).toBeLessThanOrEqual(2);
      expect(place.hangs).toBe(true);
    }
  });

  it('pushes the next note down where one is unfolded, and no further than needed', () => {
    const [first, second, third] = placeNotes([row(1, 0, 4), row(2, 46), row(3, 400)]);
    expect(first!.top).toBe(3);
    expect(second!.top).toBe(first!.top + 4 * noteHeights.full + 4);
    expect(third!.top).toBe(403);
  });

  it('stands beside the first line of a block that is tall', () => {
    expect(placeNotes([{ line: 1, top: 10, height: 300, notes: 1 }])[0]).toMatchObject({ top: 10 });
  });

  it('never lays one note on another', () => {
    const wanted = fc
      .array(
        fc.record({
          step: fc.nat(90),
          height: fc.integer({ min: 10, max: 200 }),
          notes: fc.integer({ min: 1, max: 6 }),
        }),
      )
      .map((blocks) => {
        let top = 0;
        return blocks.map(({ step, height, notes }, line) => {
          top += step;
          return { line, top, height, notes };
        });
      });
    fc.assert(
      fc.property(wanted, (blocks) => {
        const places = placeNotes(blocks);
        return places.every((place, index) => {
          const before = places[index - 1];
          return before === undefined || place.top >= before.top + blocks[index - 1]!.notes * noteHeights[before.size];
        });
      }),
    );
  });
});
