import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { commitmentQuery } from '../../api/queries.ts';
import type { CommitmentDetail } from '../../api/wire.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { Shape, StateWord } from '../../state/shape.tsx';
import { commitmentAppearance } from '../../state/states.ts';
import { Age, Moment } from '../../time/time.tsx';
import { FillIn } from './fill-in.tsx';
import { useGuide } from './guide-context.ts';
import { HistoryChart } from './history-chart.tsx';
import { placeInGuide } from './place-in-guide.ts';
import { fieldText, inOneLine } from './row-text.ts';

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
          <Detail detail={query.data} close={close} />
        ) : query.error !== null ? (
          <Trouble error={query.error} retry={query.refetch} />
        ) : (
          <Loading what="the commitment" />
        )}
      </div>
    </dialog>
  );
}

function Detail({ detail, close }: { detail: CommitmentDetail; close: () => void }) {
  const { commitment, section, reading, compiled, hint, indicator, history } = detail;
  return (
    <>
      <p className="by">
        {commitment.kind} · {placeInGuide(section)}
        <a href={`#L${commitment.line}`} onClick={close}>
          line {commitment.line}
        </a>
      </p>
      <h2>{inOneLine(commitment.text)}</h2>
      <p className="drawer-state">
        <StateWord {...commitmentAppearance[commitment.state]} />
        {commitment.value === null ? null : (
          <span>
            <b>{commitment.value}</b> {commitment.threshold}
          </span>
        )}
      </p>
      {commitment.summary === '' || commitment.summary === hint ? null : <p>{commitment.summary}</p>}
      {commitment.incidentId === null ? null : (
        <p>
          <Link to="/incidents/$incidentId" params={{ incidentId: commitment.incidentId }}>
            The incident
          </Link>
        </p>
      )}
      <Needs detail={detail} />
      <Remarks line={commitment.line} endLine={commitment.endLine} />
      {indicator === null ? null : (
        <>
          <h3>The last day</h3>
          {history === null ? (
            <p className="soft">Telemetry does not answer now.</p>
          ) : (
            <HistoryChart history={history} />
          )}
          <p className="asked">
            <span className="soft">Measured as </span>
            <code>{indicator}</code>
          </p>
        </>
      )}
      <Evidence detail={detail} />
      <h3>As it was understood</h3>
      {reading === '' ? null : <p className="reading">{reading}</p>}
      <dl className="compiled">
        {ownFields(compiled).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fieldText(value)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <EditLink line={commitment.line} />
      </p>
    </>
  );
}

/** What is missing, with a field for each part of it that runproof.yaml can give. */
function Needs({ detail }: { detail: CommitmentDetail }) {
  const { live } = useGuide();
  const { needs, hint, bindings } = detail;
  if (needs.length === 0 && hint === null) return null;
  return (
    <section className="needs" aria-label="What it needs">
      <h3>It needs</h3>
      {hint === null ? null : <p>{hint}</p>}
      {bindings.length === 0 && needs.length > 0 ? (
        <ul>
          {needs.map((need) => (
            <li key={need}>
              <code>{need}</code>
            </li>
          ))}
        </ul>
      ) : (
        <FillIn systemId={live.system.id} bindings={bindings} />
      )}
    </section>
  );
}

/** What the compiler has to say about the same lines. */
function Remarks({ line, endLine }: { line: number; endLine: number }) {
  const remarks = useGuide().live.diagnostics.filter((each) => each.line >= line && each.line <= endLine);
  if (remarks.length === 0) return null;
  return (
    <section className="needs remarks-of-line">
      <h3>Remarked about it</h3>
      {remarks.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </section>
  );
}

function EditLink({ line }: { line: number }) {
  const { live } = useGuide();
  return (
    <Link to="/systems/$systemId/edit" params={{ systemId: live.system.id }} search={{ line }}>
      Edit line {line} of the guide
    </Link>
  );
}

function Evidence({ detail: { evidence, commitment } }: { detail: CommitmentDetail }) {
  const { timeZone } = useGuide().live.system;
  return (
    <>
      <h3>Evidence</h3>
      {evidence.length === 0 ? (
        <p className="soft">
          {commitment.incidentId === null
            ? 'None yet. It appears with the first check, alert, run or drill that bears on this line.'
            : 'None yet. What happens now stands in the incident.'}
        </p>
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
    </>
  );
}

/** The fields of its kind, save those that say nothing: what every commitment has stands above already. */
function ownFields(compiled: CommitmentDetail['compiled']): [string, unknown][] {
  const shown = ['kind', 'line', 'endLine', 'section', 'text'];
  return Object.entries(compiled).filter(([name, value]) => !shown.includes(name) && value !== null);
}
