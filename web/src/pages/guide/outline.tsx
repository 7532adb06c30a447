import { Link } from '@tanstack/react-router';
import { useContext, useEffect, useMemo, useState } from 'react';
import type { CommitmentState } from '../../api/wire.ts';
import { jumpContext } from '../../frame/jump-context.ts';
import { Shape } from '../../state/shape.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { countSections } from './anchors.ts';
import { useGuide } from './guide-context.ts';
import { UnderstoodList } from './understood-list.tsx';

/** As the drawing orders them. */
const totals = ['holds', 'failing', 'stale', 'unproven', 'needs-input'] as const satisfies CommitmentState[];

/** The guide's sections with what is proven in each, and the totals by state, each of which can be made to stand out. */
export function Outline() {
  const { live, blocks } = useGuide();
  const sections = useMemo(() => countSections(blocks.sections, live.commitments), [blocks, live]);
  const openJumpList = useContext(jumpContext);
  const current = useCurrentLine(sections.map(({ line }) => line));
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
  return (
    <ul className="totals" aria-label="Commitments by state">
      {totals.map((state) => {
        const count = live.commitments.filter((commitment) => commitment.state === state).length;
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
              <b>{count}</b> {state === 'holds' ? 'hold' : state === 'needs-input' ? 'need input' : word}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** The last of these lines whose heading has passed under the header. */
function useCurrentLine(lines: readonly number[]): number | undefined {
  const [current, setCurrent] = useState<number | undefined>(lines[0]);
  const key = lines.join(' ');
  useEffect(() => {
    const find = () => {
      const passed = key
        .split(' ')
        .map(Number)
        .filter((line) => (document.getElementById(`L${line}`)?.getBoundingClientRect().top ?? 1e9) < 140);
      setCurrent(passed.at(-1) ?? Number(key.split(' ')[0]));
    };
    find();
    window.addEventListener('scroll', find, { passive: true });
    return () => window.removeEventListener('scroll', find);
  }, [key]);
  return current;
}
