import type { RunSummary } from '../../api/wire.ts';
import { formatDuration } from '../../time/age.ts';
import { Lasting } from '../../time/time.tsx';

/** How long a run took, or has taken so far. */
export function Lasted({ run }: { run: RunSummary }) {
  if (run.startedAt === null) return run.endedAt === null ? 'waiting' : 'did not start';
  if (run.endedAt === null) return <Lasting since={run.startedAt} />;
  const seconds = (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1_000;
  return seconds < 1 ? 'under 1 s' : formatDuration(seconds);
}
