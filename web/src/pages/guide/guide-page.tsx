import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { guideQuery, incidentsQuery } from '../../api/queries.ts';
import type { CommitmentState, LiveGuide } from '../../api/wire.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useMedia } from '../../frame/use-media.ts';
import { useTitle } from '../../frame/use-title.ts';
import { anchorsOf } from './anchors.ts';
import { CommitmentDrawer } from './commitment-drawer.tsx';
import { guideContext } from './guide-context.ts';
import { UnderTitle } from './guide-heading.tsx';
import { GuideText } from './guide-text.tsx';
import { Margin } from './margin.tsx';
import { Outline } from './outline.tsx';
import { readGuide } from './read-guide.ts';
import { useLineInAddress } from './use-line-in-address.ts';

/** The author's guide in the middle, its outline at the left, the proof of each line in the margin at the right. */
export function GuidePage() {
  const { systemId } = useParams({ from: '/frame/systems/$systemId' });
  const query = useQuery(guideQuery(systemId));
  // The banner stands above the text: waiting for it keeps the text from jumping under the reader's finger.
  const incidents = useQuery(incidentsQuery('open', systemId));
  useTitle(query.data?.system.name ?? 'Guide');
  if (query.data !== undefined && !incidents.isPending) return <LiveGuideView key={systemId} live={query.data} />;
  return (
    <div className="page">
      <div />
      <main id="content" tabIndex={-1}>
        {query.error === null ? (
          <Loading what="the guide" lines={12} />
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )}
      </main>
    </div>
  );
}

function LiveGuideView({ live }: { live: LiveGuide }) {
  const search = useSearch({ from: '/frame/systems/$systemId' });
  const navigate = useNavigate({ from: '/systems/$systemId' });
  const elements = useRef(new Map<number, HTMLElement>());
  const hasMargin = useMedia('(min-width: 1000px)');

  const blocks = useMemo(() => readGuide(live.markdown), [live.markdown]);
  const anchors = useMemo(() => anchorsOf(blocks.blocks, live.commitments), [blocks, live.commitments]);
  const register = useCallback((line: number, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(line);
    else elements.current.set(line, element);
  }, []);
  const openCommitment = useCallback(
    (commitment: string) =>
      void navigate({ search: (old) => ({ ...old, commitment }), hash: true, replace: true, resetScroll: false }),
    [navigate],
  );
  const closeCommitment = useCallback(
    () =>
      void navigate({
        search: ({ state }) => (state === undefined ? {} : { state }),
        hash: true,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const shown = search.state ?? null;
  const context = useMemo(
    () => ({ live, blocks, anchors, shown, hasMargin, register, openCommitment }),
    [live, blocks, anchors, shown, hasMargin, register, openCommitment],
  );
  useLineInAddress(blocks);
  // A click on a state scrolls; a later change of what is in that state does not.
  const scrollToFirst = useEffectEvent((state: CommitmentState) => {
    const first = [...anchors.values()].find((anchor) => anchor.commitments.some((each) => each.state === state));
    if (first !== undefined) document.getElementById(`L${first.block.line}`)?.scrollIntoView({ block: 'center' });
  });
  useEffect(() => {
    if (shown !== null) scrollToFirst(shown);
  }, [shown]);

  return (
    <guideContext.Provider value={context}>
      <div className="page">
        <Outline />
        <main id="content" className="guide" tabIndex={-1}>
          {blocks.titleLine === null ? (
            <>
              <h1>{live.system.name}</h1>
              <UnderTitle />
            </>
          ) : null}
          <GuideText markdown={live.markdown} />
        </main>
        {hasMargin ? <Margin elements={elements} /> : null}
      </div>
      {search.commitment === undefined ? null : (
        <CommitmentDrawer key={search.commitment} commitmentId={search.commitment} close={closeCommitment} />
      )}
    </guideContext.Provider>
  );
}
