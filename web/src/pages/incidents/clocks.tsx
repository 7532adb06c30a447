import type { ReactNode } from 'react';
import type { IncidentDetail } from '../../api/wire.ts';
import { formatDuration } from '../../time/age.ts';
import { useTime } from '../../time/clock.ts';
import { Deadline, Lasting } from '../../time/time.tsx';

/** The clocks that run, and where they stopped. */
export function Clocks({ incident }: { incident: IncidentDetail }) {
  const { openedAt, acknowledgedAt, recoveredAt, resolvedAt, acknowledgeBy, nextEscalation } = incident;
  const late = useTime((now) => acknowledgeBy !== null && Date.parse(acknowledgeBy) < now);
  return (
    <dl className="clocks" aria-label="Clocks">
      {acknowledgedAt !== null ? (
        <Clock name="Acknowledged after">{between(openedAt, acknowledgedAt)}</Clock>
      ) : acknowledgeBy === null ? null : (
        <Clock name="Acknowledge" urgent={late}>
          <Deadline at={acknowledgeBy} />
        </Clock>
      )}
      {nextEscalation === null ? null : (
        <Clock name={`${nextEscalation.role} is paged`}>
          <Deadline at={nextEscalation.at} />
        </Clock>
      )}
      {recoveredAt === null ? null : <Clock name="Recovered after">{between(openedAt, recoveredAt)}</Clock>}
      {resolvedAt === null ? (
        <Clock name="Open for">
          <Lasting since={openedAt} />
        </Clock>
      ) : (
        <Clock name="Resolved after">{between(openedAt, resolvedAt)}</Clock>
      )}
    </dl>
  );
}

function Clock({ name, urgent = false, children }: { name: string; urgent?: boolean; children: ReactNode }) {
  return (
    <div className={urgent ? 'urgent' : ''}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function between(from: string, to: string): string {
  return formatDuration((Date.parse(to) - Date.parse(from)) / 1_000);
}
