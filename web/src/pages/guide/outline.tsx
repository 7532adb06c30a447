import { Link } from '@tanstack/react-router';
import { useContext, useEffect, useMemo, useState } from 'react';
import { jumpContext } from '../../frame/jump-context.ts';
import { Shape } from '../../state/shape.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { countSections, type SectionCount } from './anchors.ts';
import { lastAtOrBefore } from './blocks.ts';
import { useGuide } from './guide-context.ts';
import { slotAt } from './near-screen.ts';
import { totalsOf } from './totals.ts';
import { UnderstoodList } from './understood-list.tsx';

/** The guide's sections with what is proven in each, and the totals by state, each of which can be made to stand out. */
export function Outline() {
  const { live, reading } = useGuide();
  const sections = useMemo(() => countSections(reading.sections, live.commitments), [reading, live]);
  const openJumpList = useContext(jumpContext);
  const current = useCurrentLine(sections);
  return (
    <div className="outline">
      <nav aria-label="Sections of the guide">
        <h2>
          Guide
          <button type="button" className="key" aria-label="Find in the guide" onClick={() => openJumpList('guide')}>
            /
          </button>
        </h2>
        <ul>
          {sections.map(({ title, line, total, failing }) => (
            <li key={line}>
              <a href={`#L${line}`} aria-current={line === current ? 'location' : undefined}>
                {title}
                {failing > 0 ? (
                  <span className="failing">{`${failing} of ${total}`}</span>
                ) : (
                  <span>{total === 0 ? '' : total}</span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Totals />
      <UnderstoodList />
    </div>
  );
}

/** How many commitments are in each state. Pressing one lets it stand out, pressing it again ends that. */
export function Totals() {
  const { live, shown } = useGuide();
  const totals = useMemo(() => totalsOf(live.commitments), [live.commitments]);
  return (
    <ul className="totals" aria-label="Commitments by state">
      {totals.map(({ state, count, words }) => {
        const { shape, word } = commitmentAppearance[state];
        const isShown = shown === state;
        return (
          <li key={state}>
            <Link
              from="/systems/$systemId"
              to="."
              search={isShown ? {} : { state }}
              replace
              resetScroll={false}
              disabled={count === 0}
              aria-current={isShown ? 'true' : undefined}
              title={isShown ? 'Show all again' : `Let what ${word} stand out`}
            >
              <Shape name={shape} />
              <b>{count}</b> {words}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The last of these lines whose heading has passed under the header. */
function useCurrentLine(sections: readonly SectionCount[]): number | undefined {
  const [current, setCurrent] = useState(sections[0]?.line);
  useEffect(() => {
    let frame = 0;
    const find = () => {
      frame = 0;
      setCurrent(sectionAt(underHeader, sections)?.line);
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(find);
    };
    soon();
    window.addEventListener('scroll', soon, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('scroll', soon);
    };
  }, [sections]);
  return current;
}

/** Pixels from the top of the screen. */
const underHeader = 140;

function sectionAt(y: number, sections: readonly SectionCount[]): SectionCount | undefined {
  const slot = slotAt(y);
  if (slot === undefined) return sections[0];
  // Within the piece at that height some headings have passed and some have not; all of those above it have.
  let index = lastAtOrBefore(sections, Number(slot.dataset.line));
  for (let next = sections[index + 1]; next !== undefined; next = sections[index + 1]) {
    const heading = slot.querySelector(`#L${next.line}`);
    if (heading === null || heading.getBoundingClientRect().top > y) break;
    index += 1;
  }
  return sections[Math.max(index, 0)];
}
