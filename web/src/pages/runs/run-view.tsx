import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { cancelRun } from '../../api/deeds.ts';
import { runQuery } from '../../api/queries.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { StateWord } from '../../state/shape.tsx';
import { runAppearance } from '../../state/states.ts';
import { Age } from '../../time/time.tsx';
import { Lasted } from './lasted.tsx';
import { Terminal } from './terminal.tsx';

/** A run where it was started: its state, how to stop it, and what it says. */
export function RunView({ runId }: { runId: string }) {
  const query = useQuery(runQuery(runId));
  if (query.data === undefined) {
    return query.error === null ? (
      <Loading what="the run" lines={2} />
    ) : (
      <Trouble error={query.error} retry={query.refetch} />
    );
  }
  const run = query.data;
  const going = run.state === 'queued' || run.state === 'running';
  return (
    <section className="run-view" aria-label="Run">
      <div className="block-bar">
        <span role="status">
          <StateWord {...runAppearance[run.state]} />
          {run.exitCode === null || run.exitCode === 0 ? null : `, exit status ${run.exitCode}`}
        </span>
        <span>
          <Lasted run={run} /> · {run.startedBy} · <Age at={run.queuedAt} />
        </span>
        <span className="end">
          {going ? (
            <DeedButton className="button small" deed={() => cancelRun(run.id)}>
              Cancel
            </DeedButton>
          ) : null}
          <Link to="/runs/$runId" params={{ runId: run.id }}>
            Open
          </Link>
        </span>
      </div>
      {run.reason === null ? null : <p className="run-reason">{run.reason}</p>}
      <Terminal output={run.output} state={run.state} />
    </section>
  );
}
