import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Anchor } from './anchors.ts';
import { useGuide } from './guide-context.ts';
import { type Place, placeNotes } from './margin-layout.ts';
import { NoteGroup } from './notes.tsx';
import type { PlacedBlocks } from './placed-blocks.ts';

/** A note belongs to the first line of its block, however much follows; in a row, to the middle of it. In pixels. */
const firstLineHeights = { row: 1_000, item: 26, heading: 40, code: 36, paragraph: 26 };

/** The notes beside what is on the page of the guide, each level with its line. */
export function Margin({ placed }: { placed: PlacedBlocks }) {
  const { anchors } = useGuide();
  const margin = useRef<HTMLElement>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const unfold = useCallback((line: number, open: boolean) => setUnfolded((lines) => withLine(lines, line, open)), []);
  const places = usePlaces(margin, placed, anchors, unfolded);
  return (
    <aside className="margin" ref={margin} aria-label="Proof of each line">
      {places.map(({ line, top, size, hangs }) => {
        const anchor = anchors.get(line);
        return anchor === undefined ? null : (
          <div key={line} id={`note-${line}`} className={hangs ? 'note-group hangs' : 'note-group'} style={{ top }}>
            <NoteGroup anchor={anchor} size={size} unfolded={unfolded.has(line)} unfold={unfold} />
          </div>
        );
      })}
    </aside>
  );
}

/** Measures the blocks whenever their places may have changed: another width, a font that arrived, a piece that came. */
function usePlaces(
  margin: RefObject<HTMLElement | null>,
  placed: PlacedBlocks,
  anchors: ReadonlyMap<number, Anchor>,
  unfolded: ReadonlySet<number>,
): readonly Place[] {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const measure = useCallback(() => {
    if (margin.current === null) return;
    const origin = margin.current.getBoundingClientRect().top;
    const wanted = placed.inOrder().flatMap(([line, element]) => {
      const anchor = anchors.get(line);
      if (anchor === undefined) return [];
      const box = element.getBoundingClientRect();
      const notes = unfolded.has(line) ? anchor.commitments.length + anchor.remarks.length : 1;
      return [
        { line, top: box.top - origin, height: Math.min(box.height, firstLineHeights[anchor.block.kind]), notes },
      ];
    });
    const next = placeNotes(wanted);
    setPlaces((old) => (same(old, next) ? old : next));
  }, [margin, placed, anchors, unfolded]);

  useLayoutEffect(measure, [measure]);
  const latest = useRef(measure);
  useEffect(() => {
    latest.current = measure;
  }, [measure]);
  useEffect(() => placed.onChange(() => latest.current()), [placed]);
  const observer = useMemo(() => new ResizeObserver(() => latest.current()), []);
  useEffect(() => {
    // The text's height changes whenever a block moves by a change of the text itself.
    const text = margin.current?.parentElement?.querySelector('main');
    if (text) observer.observe(text);
    return () => observer.disconnect();
  }, [margin, observer]);
  return places;
}

function withLine(lines: ReadonlySet<number>, line: number, present: boolean): ReadonlySet<number> {
  const next = new Set(lines);
  if (present) next.add(line);
  else next.delete(line);
  return next;
}

function same(a: readonly Place[], b: readonly Place[]): boolean {
  return (
    a.length === b.length &&
    a.every((place, at) => {
      const other = b[at]!;
      return (
        place.top === other.top && place.size === other.size && place.hangs === other.hangs && place.line === other.line
      );
    })
  );
}
