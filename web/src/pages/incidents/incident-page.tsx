import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { incidentQuery } from '../../api/queries.ts';
import type { IncidentDetail } from '../../api/wire.ts';
import { useSystemZone } from '../../frame/current-system.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { Shape, StateWord } from '../../state/shape.tsx';
import { incidentAppearance } from '../../state/states.ts';
import { Moment } from '../../time/time.tsx';
import { Clocks } from './clocks.tsx';
import { NextDeed } from './next-deed.tsx';
import { Runbook } from './runbook.tsx';
import { Timeline } from './timeline.tsx';

/** An incident as a story: how long there is, what is failing, what to do about it, what has happened. */
export function IncidentPage() {
  const { incidentId } = useParams({ from: '/frame/incidents/$incidentId' });
  const query = useQuery(incidentQuery(incidentId));
  useTitle(query.data === undefined ? 'Incident' : `#${query.data.number} ${query.data.title}`);
  return (
    <main id="content" className="column" tabIndex={-1}>
      {query.data !== undefined ? (
        <Story incident={query.data} />
      ) : query.error === null ? (
        <Loading what="the incident" lines={8} />
      ) : (
        <Trouble error={query.error} retry={query.refetch} />
      )}
    </main>
  );
}

function Story({ incident }: { incident: IncidentDetail }) {
  const systemZone = useSystemZone(incident.systemId);
  return (
    <>
      <p className="by">
        <Link to="/systems/$systemId" params={{ systemId: incident.systemId }}>
          {incident.systemName}
        </Link>{' '}
        · incident #{incident.number} · {incident.severity}
      </p>
      <h1>{incident.title}</h1>
      <p className="by">
        <StateWord {...incidentAppearance[incident.state]} />
        {incident.acknowledgedBy === null
          ? null
          : incident.state === 'acknowledged'
            ? ` by ${incident.acknowledgedBy}`
            : ` · acknowledged by ${incident.acknowledgedBy}`}
        {' · '}since <Moment at={incident.openedAt} systemZone={systemZone} />
      </p>
      <Clocks incident={incident} />
      <NextDeed key={incident.state} incident={incident} />
      <Alerts incident={incident} systemZone={systemZone} />
      <section aria-labelledby="what-to-do">
        <h2 id="what-to-do">What to do</h2>
        {incident.runbooks.length === 0 ? (
          <p className="soft">
            The guide has no runbook for this symptom. What you do, write down below: it is the runbook’s first draft.
          </p>
        ) : (
          incident.runbooks.map((runbook) => <Runbook key={runbook.id} runbook={runbook} incident={incident} />)
        )}
      </section>
      <Timeline incident={incident} systemZone={systemZone} />
    </>
  );
}

function Alerts({ incident, systemZone }: { incident: IncidentDetail; systemZone: string | undefined }) {
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">{incident.alerts.some(({ firing }) => firing) ? 'What is failing' : 'What failed'}</h2>
      <ul className="rows alerts">
        {incident.alerts.map((alert) => (
          <li key={alert.ruleId} className={alert.firing ? 'fails' : 'holds'}>
            <Shape name={alert.firing ? 'fails' : 'holds'} label={alert.firing ? 'firing' : 'holds again'} />
            <span className="row-title">
              <Link
                to="/systems/$systemId"
                params={{ systemId: incident.systemId }}
                search={{ commitment: alert.commitmentId }}
              >
                {alert.name}
              </Link>
              <small>{alert.measured}</small>
            </span>
            <span className="row-time">
              fired <Moment at={alert.firedAt} systemZone={systemZone} />
              <small>
                {alert.resolvedAt === null ? (
                  'still firing'
                ) : (
                  <>
                    holds again since <Moment at={alert.resolvedAt} systemZone={systemZone} />
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
