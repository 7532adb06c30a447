import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { incidentQuery, runQuery, systemsQuery } from '../api/queries.ts';

/** The system whose page, incident or run is shown; undefined on the pages that are about all of them. */
export function useCurrentSystemId(): string | undefined {
  const { systemId, incidentId, runId } = useParams({ strict: false });
  const incident = useQuery({ ...incidentQuery(incidentId ?? ''), enabled: incidentId !== undefined });
  const run = useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined });
  return systemId ?? incident.data?.systemId ?? run.data?.systemId;
}

/** IANA zone of a system, once the systems are known. */
export function useSystemZone(systemId: string | undefined): string | undefined {
  const systems = useQuery(systemsQuery);
  return systems.data?.find(({ id }) => id === systemId)?.timeZone;
}
