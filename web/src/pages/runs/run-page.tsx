import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { cancelRun } from '../../api/deeds.ts';
import { commitmentQuery, runQuery, systemsQuery } from '../../api/queries.ts';
import type { RunDetail } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { StateWord } from '../../state/shape.tsx';
import { runAppearance } from '../../state/states.ts';
import { Moment } from '../../time/time.tsx';
import { placeInGuide } from '../guide/place-in-guide.ts';
import { Lasted } from './lasted.tsx';
import { Terminal } from './terminal.tsx';

/** One execution of one command: the guide's words above, the terminal below. */
export function RunPage() {
  const { runId } = useParams({ from: '/frame/runs/$runId' });
  const query = useQuery(runQuery(runId));
  useTitle(query.data?.title ?? 'Run');
  return (
    <main id="content" className="column" tabIndex={-1}>
      {query.data !== undefined ? (
        <Run run={query.data} />
      ) : query.error === null ? (
        <Loading what="the run" />
      ) : (
        <Trouble error={query.error} retry={query.refetch} />
      )}
    </main>
  );
}

function Run({ run }: { run: RunDetail }) {
  const system = useQuery(systemsQuery).data?.find(({ id }) => id === run.systemId);
  // A command that has left the guide meanwhile has no place in it any more.
  const detail = useQuery({ ...commitmentQuery(run.systemId, run.commandId), refetchInterval: false }).data;
  const commitment = detail?.commitment;
  const going = run.state === 'queued' || run.state === 'running';
  return (
    <>
      <p className="by">
        <Link to="/systems/$systemId" params={{ systemId: run.systemId }}>
          {system?.name ?? run.systemId}
        </Link>
        {detail === undefined || commitment === undefined ? null : (
          <>
            {' · '}
            {placeInGuide(detail.section)}
            <Link to="/systems/$systemId" params={{ systemId: run.systemId }} hash={`L${commitment.line}`}>
              line {commitment.line}
            </Link>
          </>
        )}
        {run.incidentId === null ? null : (
          <>
            {' · '}
            <Link to="/incidents/$incidentId" params={{ incidentId: run.incidentId }}>
              the incident
            </Link>
          </>
        )}
      </p>
      <h1 className="run-title">
        <code>{run.title}</code>
      </h1>
      <div className="run-head">
        <span role="status">
          <StateWord {...runAppearance[run.state]} />
        </span>
        <span className="soft">
          <Lasted run={run} /> · {run.startedAt === null ? 'asked for' : 'started'} by {run.startedBy}{' '}
          <Moment at={run.queuedAt} systemZone={system?.timeZone} />
          {run.exitCode === null ? '' : ` · exit status ${run.exitCode}`}
          {run.sandbox === 'none' ? ' · without a sandbox' : run.sandbox === null ? '' : ` · in ${run.sandbox}`}
        </span>
        {going ? (
          <DeedButton className="button" deed={() => cancelRun(run.id)}>
            Cancel
          </DeedButton>
        ) : null}
      </div>
      {run.reason === null ? null : <p className="run-reason">{run.reason}</p>}
      <div className="block tall">
        <div className="block-bar">{commitment?.command?.language ?? 'command'}</div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
        <pre tabIndex={0}>
          <code>{run.source}</code>
        </pre>
        <Terminal output={run.output} state={run.state} />
      </div>
    </>
  );
}
