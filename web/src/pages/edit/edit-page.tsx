import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { sourceQuery } from '../../api/queries.ts';
import { Loading, Trouble } from '../../frame/trouble.tsx';
import { useTitle } from '../../frame/use-title.ts';
import { GuideEditor } from './guide-editor.tsx';

/** The guide's text, what the compiler makes of it while it is typed, and what a save would change. */
export function EditPage() {
  const { systemId } = useParams({ from: '/frame/systems/$systemId/edit' });
  const { line } = useSearch({ from: '/frame/systems/$systemId/edit' });
  const query = useQuery(sourceQuery(systemId));
  useTitle(`Edit ${query.data?.guide ?? 'the guide'}`);
  return (
    <main id="content" className="editor" tabIndex={-1}>
      <p className="by">
        <Link to="/systems/$systemId" params={{ systemId }} hash={line === undefined ? '' : `L${line}`}>
          Back to the live guide
        </Link>
      </p>
      {query.data !== undefined ? (
        <GuideEditor key={systemId} systemId={systemId} onDisk={query.data} line={line ?? 1} />
      ) : query.error === null ? (
        <Loading what="the guide's text" lines={12} />
      ) : (
        <Trouble error={query.error} retry={query.refetch} />
      )}
    </main>
  );
}
