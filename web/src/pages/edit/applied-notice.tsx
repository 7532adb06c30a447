import { Link } from '@tanstack/react-router';
import type { EditApplied } from '../../api/wire.ts';
import { FileProblems } from '../../frame/file-problems.tsx';

/** After a save: that it is operated now, or what keeps it from being so. */
export function AppliedNotice({ systemId, applied }: { systemId: string; applied: EditApplied }) {
  const { problems, commitments } = applied;
  if (problems.length > 0)
    return (
      <div className="editor-notice" role="alert">
        The file is written, but it is not applied; what was applied before runs on.
        <FileProblems problems={problems} />
      </div>
    );
  const count = (change: string) => commitments.filter((each) => each.change === change).length;
  return (
    <p className="editor-notice applied" role="status">
      Saved and applied: {count('added')} added, {count('changed')} changed, {count('removed')} removed.{' '}
      <Link
        to="/systems/$systemId"
        params={{ systemId }}
        hash={commitments[0] === undefined ? '' : `L${commitments[0].line}`}
      >
        See it in the live guide
      </Link>
    </p>
  );
}
