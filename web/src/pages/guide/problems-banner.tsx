import type { SystemSummary } from '../../api/wire.ts';
import { FileProblems } from '../../frame/file-problems.tsx';
import { Shape } from '../../state/shape.tsx';

/** What keeps the guide or its bindings, as they stand on disk, from being operated. */
export function ProblemsBanner({ system }: { system: SystemSummary }) {
  const { problems } = system;
  if (problems.length === 0) return null;
  return (
    <section className="banner warns problems" aria-label="Problems of the files" role="alert">
      <Shape name="warns" />
      <div className="what">
        <b>
          {problems.length === 1
            ? 'A change on disk is not applied.'
            : `${problems.length} things keep a change on disk from being applied.`}
        </b>{' '}
        What was applied before runs on.
        <FileProblems problems={problems} />
      </div>
    </section>
  );
}
