import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { guideQuery } from '../../api/queries.ts';
import type { LiveGuide } from '../../api/wire.ts';
import { useInPortions } from '../../frame/in-portions.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import type { GuideReading } from '../guide/blocks.ts';
import { guideContext } from '../guide/guide-context.ts';
import { GuideText } from '../guide/guide-text.tsx';
import { UnderTitleOnPaper } from '../guide/paper.tsx';
import { useReading } from '../guide/reading.ts';
import { useAnchors } from '../guide/use-anchors.ts';

/** Pieces of about a screen. */
const piecesAtOnce = 8;

/** The guide with its proofs and the date, as it goes to paper. */
export function PrintPage() {
  const { systemId } = useParams({ from: '/frame/systems/$systemId/print' });
  const query = useQuery({ ...guideQuery(systemId), refetchInterval: false });
  const reading = useReading(query.data?.markdown);
  // Drawn in slices where it is long, as the live guide is.
  const shown = useDeferredValue(
    useMemo(
      () => (query.data === undefined || reading?.isWhole !== true ? null : { live: query.data, reading }),
      [query.data, reading],
    ),
  );
  const pieces = shown?.reading.chunks.length ?? 0;
  const count = useInPortions(pieces, piecesAtOnce);
  useTitle(`${query.data?.system.name ?? 'Guide'}, operations guide`);
  return (
    <main id="content" className="column guide paper" tabIndex={-1}>
      <p className="paper-deeds">
        <button
          type="button"
          className="button primary"
          disabled={pieces === 0 || count < pieces}
          onClick={() => window.print()}
        >
          Print or save as PDF
        </button>
        <Link to="/systems/$systemId" params={{ systemId }}>
          Back to the live guide
        </Link>
      </p>
      {shown !== null ? (
        <Sheets live={shown.live} reading={shown.reading} count={count} />
      ) : query.error === null ? (
        <Loading what="the guide" lines={12} />
      ) : (
        <Trouble error={query.error} retry={query.refetch} />
      )}
    </main>
  );
}

function Sheets({ live, reading, count }: { live: LiveGuide; reading: GuideReading; count: number }) {
  const chunks = useMemo(() => reading.chunks.slice(0, count), [reading, count]);
  const anchors = useAnchors(reading, live);
  const context = useMemo(
    () => ({
      live,
      reading,
      anchors,
      commands: live.commitments.filter(({ command }) => command !== null),
      shown: null,
      hasMargin: false,
      onPaper: true,
      register: () => undefined,
      openCommitment: () => undefined,
    }),
    [live, reading, anchors],
  );
  return (
    <guideContext.Provider value={context}>
      {reading.titleLine === null ? (
        <>
          <h1>{live.system.name}</h1>
          <UnderTitleOnPaper />
        </>
      ) : null}
      <GuideText chunks={chunks} whole />
    </guideContext.Provider>
  );
}
