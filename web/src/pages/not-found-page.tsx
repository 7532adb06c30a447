import { Link } from '@tanstack/react-router';
import { useTitle } from '../frame/use-title.ts';

export function NotFoundPage() {
  useTitle('Not found');
  return (
    <main id="content" className="column" tabIndex={-1}>
      <h1>Nothing is at this address</h1>
      <p>It may have been moved or mistyped.</p>
      <p>
        <Link to="/">All systems</Link> · <Link to="/incidents">Incidents</Link>
      </p>
    </main>
  );
}
