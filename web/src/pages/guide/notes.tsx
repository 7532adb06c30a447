import { useState } from 'react';
import type { LiveCommitment } from '../../api/wire.ts';
import { Shape } from '../../state/shape.tsx';
import { Sparkline } from '../../state/sparkline.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { Age, Lasting } from '../../time/time.tsx';
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
      <span className="rest">
        <Rest commitment={commitment} />
      </span>
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
  const { state, since, evidenceAt, summary } = commitment;
  return (
    <>
      {state === 'failing' && since !== null ? (
        <>
          for <Lasting since={since} />
        </>
      ) : evidenceAt === null ? null : (
        <Age at={evidenceAt} />
      )}
      {summary === ''
        ? null
        : (state === 'failing' && since !== null) || evidenceAt !== null
          ? ` · ${summary}`
          : summary}
    </>
  );
}

/** The notes of one block, folded to the worst of them until someone asks for the others. */
export function NoteGroup(group: {
  anchor: Anchor;
  size: NoteSize | 'inline';
  unfolded: boolean;
  unfold: (unfolded: boolean) => void;
}) {
  const { anchor, size, unfolded, unfold } = group;
  const more = anchor.commitments.length - 1;
  return (
    <>
      {(unfolded ? anchor.commitments : anchor.commitments.slice(0, 1)).map((commitment) => (
        <Note key={commitment.id} commitment={commitment} size={size} />
      ))}
      {more === 0 ? null : (
        <button
          type="button"
          className="more"
          aria-expanded={unfolded}
          aria-label={unfolded ? 'Fold the notes of this line' : `${more} more on this line`}
          onClick={() => unfold(!unfolded)}
        >
          {unfolded ? '–' : `+${more}`}
        </button>
      )}
    </>
  );
}

/** Where there is no margin the notes stand under their line. */
export function InlineNotes({ anchor }: { anchor: Anchor }) {
  const [unfolded, setUnfolded] = useState(false);
  return (
    <span className="inline-notes">
      <NoteGroup anchor={anchor} size="inline" unfolded={unfolded} unfold={setUnfolded} />
    </span>
  );
}
