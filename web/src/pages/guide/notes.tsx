import { Link } from '@tanstack/react-router';
import { memo, useState } from 'react';
import type { Diagnostic, LiveCommitment } from '../../api/wire.ts';
import { Shape } from '../../state/shape.tsx';
import { Sparkline } from '../../state/sparkline.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { Age, Lasting } from '../../time/time.tsx';
import { formatDate } from '../../time/zone.ts';
import type { Anchor } from './anchors.ts';
import { useGuide } from './guide-context.ts';
import type { NoteSize } from './margin-layout.ts';

/** The proof of one commitment: value against threshold, what else is known, how old the evidence is. */
function Note({ commitment, size }: { commitment: LiveCommitment; size: NoteSize | 'inline' }) {
  const { openCommitment, shown } = useGuide();
  const { shape, word } = commitmentAppearance[commitment.state];
  const faded = shown !== null && shown !== commitment.state;
  return (
    <button
      type="button"
      className={`note ${shape} ${size}${faded ? ' faded' : ''}`}
      aria-haspopup="dialog"
      onClick={() => openCommitment(commitment.id)}
    >
      <Shape name={shape} />
      <span className="unseen">{`${word}: ${commitment.text}. `}</span>
      <Value commitment={commitment} />
      <Rest commitment={commitment} />
      {size === 'inline' || size === 'compact' ? null : <Sparkline values={commitment.sparkline} />}
    </button>
  );
}

function Value({ commitment }: { commitment: LiveCommitment }) {
  if (commitment.value === null && commitment.threshold === null) return null;
  return (
    <span className="value">
      <b>{commitment.value ?? '–'}</b> {commitment.threshold}
    </span>
  );
}

function Rest({ commitment }: { commitment: LiveCommitment }) {
  const { onPaper, live } = useGuide();
  const { kind, state, since, evidenceAt, summary } = commitment;
  const isFailing = state === 'failing' && since !== null;
  const at = isFailing ? since : evidenceAt;
  const age =
    at === null ? null : onPaper ? (
      `${isFailing ? 'since ' : ''}${formatDate(at, live.system.timeZone)}`
    ) : isFailing ? (
      <>
        for <Lasting since={at} />
      </>
    ) : (
      <Age at={at} />
    );
  return (
    <span className="rest">
      <span className="kind">{kind}</span>
      {age === null && summary === '' ? null : (
        <span className="said">
          {age}
          {age === null || summary === '' ? '' : ' · '}
          {summary}
        </span>
      )}
    </span>
  );
}

/** The notes of one block, folded to the worst of them until someone asks for the others. */
export const NoteGroup = memo(function NoteGroup(group: {
  anchor: Anchor;
  size: NoteSize | 'inline';
  unfolded: boolean;
  unfold: (line: number, unfolded: boolean) => void;
}) {
  const { anchor, size, unfolded, unfold } = group;
  const { commitments, remarks } = anchor;
  const more = commitments.length + remarks.length - 1;
  return (
    <>
      {(unfolded ? commitments : commitments.slice(0, 1)).map((commitment) => (
        <Note key={commitment.id} commitment={commitment} size={size} />
      ))}
      {(unfolded ? remarks : remarks.slice(0, commitments.length === 0 ? 1 : 0)).map((remark) => (
        <Remark key={remark.message} remark={remark} size={size} />
      ))}
      {more === 0 ? null : (
        <button
          type="button"
          className="more"
          aria-expanded={unfolded}
          aria-label={unfolded ? 'Fold the notes of this line' : `${more} more on this line`}
          onClick={() => unfold(anchor.block.line, !unfolded)}
        >
          {unfolded ? '–' : `+${more}`}
        </button>
      )}
    </>
  );
});

/** What the compiler made of a line that became no commitment, or only half of one. It leads to where it is mended. */
function Remark({ remark, size }: { remark: Diagnostic; size: NoteSize | 'inline' }) {
  const { live, shown } = useGuide();
  return (
    <Link
      to="/systems/$systemId/edit"
      params={{ systemId: live.system.id }}
      search={{ line: remark.line }}
      className={`note remark unread ${size}${shown === null ? '' : ' faded'}`}
      title={remark.message}
    >
      <Shape name="unread" />
      <span className="rest">
        {remark.severity === 'info' ? null : <b>not understood · </b>}
        {remark.message}
      </span>
    </Link>
  );
}

function PaperNotes({ anchor }: { anchor: Anchor }) {
  return (
    <span className="inline-notes">
      {anchor.commitments.map((commitment) => {
        const { shape, word } = commitmentAppearance[commitment.state];
        return (
          <span key={commitment.id} className={`note inline ${shape}`}>
            <Shape name={shape} />
            <span className="rest">{word} · </span>
            <Value commitment={commitment} />
            <Rest commitment={commitment} />
          </span>
        );
      })}
      {anchor.remarks.map((remark) => (
        <span key={remark.message} className="note inline remark unread">
          <Shape name="unread" />
          <span className="rest">{remark.message}</span>
        </span>
      ))}
    </span>
  );
}

/** Where there is no margin the notes stand under their line. */
export function InlineNotes({ anchor }: { anchor: Anchor }) {
  const [unfolded, setUnfolded] = useState(false);
  const { onPaper } = useGuide();
  if (onPaper) return <PaperNotes anchor={anchor} />;
  return (
    <span className="inline-notes">
      <NoteGroup anchor={anchor} size="inline" unfolded={unfolded} unfold={(_, open) => setUnfolded(open)} />
    </span>
  );
}
