import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { commitmentQuery } from '../../api/queries.ts';
import type { CommitmentDetail } from '../../api/wire.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { Shape, StateWord } from '../../state/shape.tsx';
import { Sparkline } from '../../state/sparkline.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { Age, Moment } from '../../time/time.tsx';
import { useGuide } from './guide-context.ts';
import { placeInGuide } from './place-in-guide.ts';

/** Everything behind one note. */
export function CommitmentDrawer({ commitmentId, close }: { commitmentId: string; close: () => void }) {
  const { live } = useGuide();
  const query = useQuery(commitmentQuery(live.system.id, commitmentId));
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the drawer closes it; Escape does the same by itself.
    <dialog
      ref={dialog}
      className="drawer"
      aria-label="Commitment"
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="drawer-body">
        <button type="button" className="button small close" onClick={() => dialog.current?.close()}>
          Close
        </button>
        {query.data !== undefined ? (
          <Detail detail={query.data} timeZone={live.system.timeZone} close={close} />
        ) : query.error !== null ? (
          <Trouble error={query.error} retry={query.refetch} />
        ) : (
          <Loading what="the commitment" />
        )}
      </div>
    </dialog>
  );
}

function Detail({ detail, timeZone, close }: { detail: CommitmentDetail; timeZone: string; close: () => void }) {
  const { commitment, compiled, evidence } = detail;
  return (
    <>
      <p className="by">
        {commitment.kind} · {placeInGuide(commitment.section)}
        <a href={`#L${commitment.line}`} onClick={close}>
          line {commitment.line}
        </a>
      </p>
      <h2>{commitment.text}</h2>
      <p className="drawer-state">
        <StateWord {...commitmentAppearance[commitment.state]} />
        {commitment.value === null ? null : (
          <span>
            <b>{commitment.value}</b> {commitment.threshold}
          </span>
        )}
        <Sparkline values={commitment.sparkline} />
      </p>
      {commitment.summary === '' ? null : <p>{commitment.summary}</p>}
      {commitment.incidentId === null ? null : (
        <p>
          <Link to="/incidents/$incidentId" params={{ incidentId: commitment.incidentId }}>
            The incident
          </Link>
        </p>
      )}
      {commitment.needs.length === 0 && commitment.hint === null ? null : (
        <section className="needs">
          <h3>It needs</h3>
          {commitment.needs.length === 0 ? null : (
            <ul>
              {commitment.needs.map((need) => (
                <li key={need}>
                  <code>{need}</code>
                </li>
              ))}
            </ul>
          )}
          {commitment.hint === null ? null : <p>{commitment.hint}</p>}
        </section>
      )}
      <h3>Evidence</h3>
      {evidence.length === 0 ? (
        <p className="soft">None yet. It appears with the first check, alert, run or drill that bears on this line.</p>
      ) : (
        <ol className="evidence">
          {evidence.map(({ at, kind, outcome, summary }) => (
            <li key={`${at} ${kind} ${summary}`}>
              <Shape name={outcome === 'held' ? 'holds' : 'fails'} label={outcome} />
              <span>
                {summary}
                <small>
                  {kind} · <Moment at={at} systemZone={timeZone} /> · <Age at={at} />
                </small>
              </span>
            </li>
          ))}
        </ol>
      )}
      <h3>As it was understood</h3>
      <dl className="compiled">
        {ownFields(compiled).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** The fields of its kind: what every commitment has stands above already. */
function ownFields(compiled: CommitmentDetail['compiled']): [string, unknown][] {
  const shown = ['kind', 'line', 'endLine', 'section', 'text'];
  return Object.entries(compiled).filter(([name]) => !shown.includes(name));
}
