import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { acknowledge } from '../../api/deeds.ts';
import { incidentQuery, incidentsQuery } from '../../api/queries.ts';
import type { IncidentSummary } from '../../api/wire.ts';
import { DeedButton } from '../../frame/deed.tsx';
import { Shape } from '../../state/shape.tsx';
import { incidentAppearance } from '../../state/states.ts';
import { Deadline, Moment } from '../../time/time.tsx';

const limit = 3;

/** What is wrong now, how long it may stay unanswered, and the one thing to do. */
export function IncidentBanner({ systemId, timeZone }: { systemId: string; timeZone: string }) {
  const incidents = useQuery(incidentsQuery('open', systemId)).data ?? [];
  return (
    <section aria-label="Open incidents">
      {incidents.slice(0, limit).map((incident) => (
        <Banner key={incident.id} incident={incident} timeZone={timeZone} />
      ))}
      {incidents.length > limit ? (
        <p className="by">
          and {incidents.length - limit} more: <Link to="/incidents">all incidents</Link>
        </p>
      ) : null}
    </section>
  );
}

function Banner({ incident, timeZone }: { incident: IncidentSummary; timeZone: string }) {
  const isOpen = incident.state === 'open';
  const detail = useQuery({ ...incidentQuery(incident.id), enabled: isOpen }).data;
  const { shape, word } = incidentAppearance[incident.state];
  return (
    <div className={`banner ${shape}`}>
      <Shape name={shape} label={word} />
      <span className="what">
        <Link to="/incidents/$incidentId" params={{ incidentId: incident.id }}>
          <b>{incident.title}</b>
        </Link>{' '}
        {incident.severity}, since <Moment at={incident.openedAt} systemZone={timeZone} />
      </span>
      {isOpen ? (
        <>
          {detail?.acknowledgeBy == null ? null : (
            <span className="clock">
              acknowledge <Deadline at={detail.acknowledgeBy} />
            </span>
          )}
          <DeedButton className="button urgent" deed={() => acknowledge(incident.id)}>
            Acknowledge
          </DeedButton>
        </>
      ) : (
        <span className="clock">
          {word.toLowerCase()}
          {incident.state === 'acknowledged' && incident.acknowledgedBy !== null
            ? ` by ${incident.acknowledgedBy}`
            : ''}
        </span>
      )}
    </div>
  );
}
