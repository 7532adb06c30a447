import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { CommitmentState } from '../../api/wire.ts';
import { Shape } from '../../state/shape.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { useGuide } from './guide-context.ts';
import { showBlock } from './use-line-in-address.ts';

/** While one state stands out: how many lines are in it, and the way from one to the next. */
export function FilterBar({ state }: { state: CommitmentState }) {
  const { anchors } = useGuide();
  const found = useMemo(
    () => [...anchors.values()].filter((anchor) => anchor.commitments.some((each) => each.state === state)),
    [anchors, state],
  );
  const [line, setLine] = useState<number | null>(null);
  const at = found.findIndex((anchor) => anchor.block.line === line);
  const { shape, word } = commitmentAppearance[state];
  const go = (index: number) => {
    const anchor = found[(index + found.length) % found.length];
    if (anchor === undefined) return;
    setLine(anchor.block.line);
    showBlock(anchor.block);
  };
  // A click on a state scrolls; a later change of what is in that state does not.
  const goToFirst = useEffectEvent(() => go(0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state begins at its first line again.
  useEffect(() => goToFirst(), [state]);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isElsewhere = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (isElsewhere || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'n') go(at + 1);
    else if (event.key === 'p') go(at - 1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <div className="filter-bar" role="toolbar" aria-label={`Lines whose state is: ${word}`}>
      <Shape name={shape} />
      <span role="status">
        {found.length === 0
          ? `nothing is ${word} now`
          : `${at === -1 ? '' : `${at + 1} of `}${found.length} ${found.length === 1 ? 'line' : 'lines'}: ${word}`}
      </span>
      <button
        type="button"
        className="button small"
        aria-keyshortcuts="p"
        disabled={found.length < 2}
        onClick={() => go(at - 1)}
      >
        Previous
      </button>
      <button
        type="button"
        className="button small"
        aria-keyshortcuts="n"
        disabled={found.length < 2}
        onClick={() => go(at + 1)}
      >
        Next
      </button>
      <Link from="/systems/$systemId" to="." search={{}} replace resetScroll={false} className="button small">
        Show all
      </Link>
    </div>
  );
}
