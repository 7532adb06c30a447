import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { incidentsQuery } from '../../api/queries.ts';
import type { IncidentSummary } from '../../api/wire.ts';
import { Empty, Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { StateWord } from '../../state/shape.tsx';
import { incidentAppearance } from '../../state/states.ts';
import { formatDuration } from '../../time/age.ts';
import { Lasting, Moment } from '../../time/time.tsx';

export function IncidentsPage() {
  useTitle('Incidents');
  const { show } = useSearch({ from: '/frame/incidents' });
  const query = useQuery(incidentsQuery(show ?? 'open'));
  return (
    <main id="content" className="column wide" tabIndex={-1}>
      <h1>Incidents</h1>
      <nav className="choices" aria-label="Which incidents">
        <Link to="/incidents" search={{}} activeOptions={{ exact: true }}>
          Open
        </Link>
        <Link to="/incidents" search={{ show: 'all' }}>
          All
        </Link>
      </nav>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading what="the incidents" />
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )
      ) : query.data.length === 0 ? (
        <Empty title={show === 'all' ? 'There has been no incident yet.' : 'No incident is open.'}>
          One opens by itself when an alert of a guide fires. To see it happen in an example, run{' '}
          <code>npx runproof fault kilometers api-down</code>.
        </Empty>
      ) : (
        <Incidents incidents={query.data} />
      )}
    </main>
  );
}

function Incidents({ incidents }: { incidents: readonly IncidentSummary[] }) {
  return (
    <ul className="rows">
      {incidents.map((incident) => (
        <li key={incident.id} className={incident.state === 'open' ? 'fails' : ''}>
          <StateWord {...incidentAppearance[incident.state]} />
          <span className="row-title">
            <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
              #{incident.number} {incident.title}
            </Link>
            <small>
              {incident.systemName} · {incident.severity}
            </small>
          </span>
          <span className="row-time">
            <Moment at={incident.openedAt} />
            <small>
              {incident.resolvedAt === null ? (
                <>
                  for <Lasting since={incident.openedAt} />
                </>
              ) : (
                `lasted ${formatDuration((Date.parse(incident.resolvedAt) - Date.parse(incident.openedAt)) / 1_000)}`
              )}
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}
