import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { runsQuery, systemsQuery } from '../../api/queries.ts';
import { Empty, Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { StateWord } from '../../state/shape.tsx';
import { runAppearance } from '../../state/states.ts';
import { Age } from '../../time/time.tsx';
import { Lasted } from './lasted.tsx';

export function RunsPage() {
  useTitle('Runs');
  const { system } = useSearch({ from: '/frame/runs' });
  const systems = useQuery(systemsQuery).data ?? [];
  const query = useQuery(runsQuery(system));
  const nameOf = (systemId: string) => systems.find(({ id }) => id === systemId)?.name ?? systemId;
  return (
    <main id="content" className="column wide" tabIndex={-1}>
      <h1>Runs</h1>
      <nav className="choices" aria-label="Whose runs">
        <Link to="/runs" search={{}} activeOptions={{ exact: true }}>
          All
        </Link>
        {systems.map(({ id, name }) => (
          <Link key={id} to="/runs" search={{ system: id }}>
            {name}
          </Link>
        ))}
      </nav>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading what="the runs" />
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )
      ) : query.data.length === 0 ? (
        <Empty title="Nothing has been run yet.">
          Every command of a guide that can be run has a Run button where its author wrote it, and an incident offers
          the right ones.
        </Empty>
      ) : (
        <ul className="rows">
          {query.data.map((run) => (
            <li key={run.id}>
              <StateWord {...runAppearance[run.state]} />
              <span className="row-title">
                <Link to="/runs/$runId" params={{ runId: run.id }}>
                  <code>{run.title}</code>
                </Link>
                <small>
                  {nameOf(run.systemId)} · {run.startedBy}
                  {run.reason === null ? '' : ` · ${run.reason}`}
                </small>
              </span>
              <span className="row-time">
                <Lasted run={run} />
                <small>
                  <Age at={run.queuedAt} />
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}
