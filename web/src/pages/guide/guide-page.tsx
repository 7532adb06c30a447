import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { guideQuery, incidentsQuery } from '../../api/queries.ts';
import type { LiveGuide } from '../../api/wire.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useMedia } from '../../frame/use-media.ts';
import { useTitle } from '../../frame/use-title.ts';
import type { GuideReading } from './blocks.ts';
import { CommitmentDrawer } from './commitment-drawer.tsx';
import { FilterBar } from './filter-bar.tsx';
import { guideContext } from './guide-context.ts';
import { UnderTitle } from './guide-heading.tsx';
import { GuideText } from './guide-text.tsx';
import { Margin } from './margin.tsx';
import { Outline } from './outline.tsx';
import { PlacedBlocks } from './placed-blocks.ts';
import { useReading } from './reading.ts';
import { useAnchors } from './use-anchors.ts';
import { useLineInAddress } from './use-line-in-address.ts';
import { useWholeOnPaper } from './use-whole-on-paper.ts';

/** The author's guide in the middle, its outline at the left, the proof of each line in the margin at the right. */
export function GuidePage() {
  const { systemId } = useParams({ from: '/frame/systems/$systemId' });
  const query = useQuery(guideQuery(systemId));
  // The banner stands above the text: waiting for it keeps the text from jumping under the reader's finger.
  const incidents = useQuery(incidentsQuery('open', systemId));
  const reading = useReading(query.data?.markdown);
  // A long guide takes a while to be drawn: what is deferred is drawn in slices, and lets the reader's hand through.
  const shown = useDeferredValue(
    useMemo(
      () => (query.data === undefined || reading === null ? null : { systemId, live: query.data, reading }),
      [systemId, query.data, reading],
    ),
  );
  useTitle(query.data?.system.name ?? 'Guide');
  if (shown?.systemId === systemId && !incidents.isPending)
    return <LiveGuideView key={systemId} live={shown.live} reading={shown.reading} />;
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

function LiveGuideView({ live, reading }: { live: LiveGuide; reading: GuideReading }) {
  const search = useSearch({ from: '/frame/systems/$systemId' });
  const navigate = useNavigate({ from: '/systems/$systemId' });
  const [placed] = useState(() => new PlacedBlocks());
  const hasMargin = useMedia('(min-width: 1000px)');
  const anchors = useAnchors(reading, live);
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
  const commands = useMemo(() => live.commitments.filter(({ command }) => command !== null), [live.commitments]);
  const register = placed.place;
  const context = useMemo(
    () => ({ live, reading, anchors, commands, shown, hasMargin, onPaper: false, register, openCommitment }),
    [live, reading, anchors, commands, shown, hasMargin, register, openCommitment],
  );
  useLineInAddress(reading);
  useWholeOnPaper();

  return (
    <guideContext.Provider value={context}>
      <div className="page">
        <Outline />
        <main id="content" className="guide" tabIndex={-1}>
          {reading.titleLine === null ? (
            <>
              <h1>{live.system.name}</h1>
              <UnderTitle />
            </>
          ) : null}
          <GuideText chunks={reading.chunks} />
        </main>
        {hasMargin ? <Margin placed={placed} /> : null}
      </div>
      {shown === null ? null : <FilterBar state={shown} />}
      {search.commitment === undefined ? null : (
        <CommitmentDrawer key={search.commitment} commitmentId={search.commitment} close={closeCommitment} />
      )}
    </guideContext.Provider>
  );
}
