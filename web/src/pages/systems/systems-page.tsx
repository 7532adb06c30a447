import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { systemsQuery } from '../../api/queries.ts';
import type { SystemSummary } from '../../api/wire.ts';
import { Empty, Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { Shape, StateWord } from '../../state/shape.tsx';
import { commitmentAppearance, shownStates, systemAppearance } from '../../state/states.ts';
import { Age, Moment } from '../../time/time.tsx';

export function SystemsPage() {
  useTitle('Systems');
  const query = useQuery(systemsQuery);
  return (
    <main id="content" className="column wide" tabIndex={-1}>
      <h1>Systems</h1>
      {query.data === undefined ? (
        query.error === null ? (
          <Loading what="the systems" />
        ) : (
          <Trouble error={query.error} retry={query.refetch} />
        )
      ) : query.data.length === 0 ? (
        <Empty title="No system is operated yet.">
          Beside an <code>OPERATIONS.md</code>, run <code>npx runproof init</code>, then <code>npx runproof up</code>.
        </Empty>
      ) : (
        <>
          <p className="by">{sentence(query.data)}</p>
          <ul className="systems">
            {worstFirst(query.data).map((system) => (
              <System key={system.id} system={system} />
            ))}
          </ul>
        </>
      )}
    </main>
  );
}

function System({ system }: { system: SystemSummary }) {
  const appearance = systemAppearance[system.state];
  return (
    <li className={`system ${appearance.shape}`}>
      <div className="system-state">
        <StateWord {...appearance} />
      </div>
      <div className="system-what">
        <h2>
          <Link to="/systems/$systemId" params={{ systemId: system.id }}>
            {system.name}
          </Link>
        </h2>
        <small>{system.environment}</small>
        <p>{system.reason}</p>
        <ul className="checks" aria-label="Checks">
          {system.checks.map(({ name, ok, latencyMs, at }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: checks keep the plan's order, and two may have one name.
            <li key={`${index} ${name}`}>
              <Shape
                name={ok === null ? 'none' : ok ? 'holds' : 'fails'}
                label={ok === null ? 'unknown' : ok ? 'holds' : 'failing'}
              />{' '}
              {name} {latencyMs === null ? null : <b>{Math.round(latencyMs)} ms</b>}{' '}
              {at === null ? null : (
                <small>
                  <Age at={at} />
                </small>
              )}
            </li>
          ))}
        </ul>
      </div>
      <div className="system-facts">
        {system.openIncidents === 0 ? null : (
          <Link to="/incidents" className="fails-text">
            {system.openIncidents === 1 ? '1 open incident' : `${system.openIncidents} open incidents`}
          </Link>
        )}
        <ul className="counts" aria-label="Commitments by state">
          {shownStates.toReversed().map((state) => {
            const count = system.counts[state] ?? 0;
            const { shape, word } = commitmentAppearance[state];
            return count === 0 ? null : (
              <li key={state}>
                <Link
                  to="/systems/$systemId"
                  params={{ systemId: system.id }}
                  search={{ state }}
                  title={`${count} ${word}`}
                >
                  <Shape name={shape} label={word} /> {count}
                </Link>
              </li>
            );
          })}
        </ul>
        <p className="soft">
          {system.onCall === null ? (
            'Nobody is on call'
          ) : (
            <>
              {system.onCall.role}
              {system.onCall.until === null ? (
                ' on call'
              ) : (
                <>
                  {' '}
                  until <Moment at={system.onCall.until} />
                </>
              )}
            </>
          )}
        </p>
      </div>
    </li>
  );
}

const order: readonly SystemSummary['state'][] = ['down', 'degraded', 'unknown', 'healthy'];

function worstFirst(systems: readonly SystemSummary[]): SystemSummary[] {
  return systems.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
}

/** `5 systems: 1 down, 4 healthy.` */
function sentence(systems: readonly SystemSummary[]): string {
  const parts = order.flatMap((state) => {
    const count = systems.filter((system) => system.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `${systems.length === 1 ? '1 system' : `${systems.length} systems`}: ${parts.join(', ')}.`;
}
