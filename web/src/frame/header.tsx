import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/deeds.ts';
import { incidentsQuery, systemsQuery } from '../api/queries.ts';
import type { SystemSummary } from '../api/wire.ts';
import { Moment } from '../time/time.tsx';
import { useCurrentSystemId } from './current-system.ts';
import { DeedButton } from './deed.tsx';

export function Header({ openJumpList }: { openJumpList: () => void }) {
  const navigate = useNavigate();
  const systemId = useCurrentSystemId();
  const systems = useQuery(systemsQuery);
  const open = useQuery(incidentsQuery('open'));
  const system = systems.data?.find((each) => each.id === systemId);
  const openCount = open.data?.length ?? 0;
  // Red is for what nobody has taken yet; what has recovered only waits to be resolved.
  const isUrgent = open.data?.some(({ state }) => state === 'open') === true;
  return (
    <header className="header">
      <Link to="/" className="brand">
        Runproof
      </Link>
      <nav aria-label="Main">
        <Link to="/" activeOptions={{ exact: true }}>
          Systems
        </Link>
        {system === undefined ? null : (
          <Link to="/systems/$systemId" params={{ systemId: system.id }} activeOptions={{ includeSearch: false }}>
            {system.name}
          </Link>
        )}
        <Link to="/incidents" activeOptions={{ includeSearch: false }}>
          Incidents {openCount === 0 ? null : <span className={isUrgent ? 'count urgent' : 'count'}>{openCount}</span>}
        </Link>
        <Link to="/runs" activeOptions={{ includeSearch: false }}>
          Runs
        </Link>
        <Link to="/inbox" activeOptions={{ includeSearch: false }}>
          Inbox
        </Link>
      </nav>
      <div className="right">
        {system?.onCall == null ? null : <OnCall onCall={system.onCall} />}
        <button type="button" className="key" onClick={openJumpList}>
          <span className="wide">{isApple ? '⌘K' : 'Ctrl K'}</span>
          <span className="narrow">Menu</span>
          <span className="unseen">: jump to a page, a section or an incident</span>
        </button>
        <Link to="/account" className="wide">
          Account
        </Link>
        <span className="wide">
          <DeedButton className="plain" deed={signOut} done={() => navigate({ to: '/sign-in', search: {} })}>
            Sign out
          </DeedButton>
        </span>
      </div>
    </header>
  );
}

function OnCall({ onCall }: { onCall: NonNullable<SystemSummary['onCall']> }) {
  return (
    <span className="on-call" title={`On call: ${onCall.role}`}>
      <i aria-hidden="true">{initialsOf(onCall.role)}</i>
      <span>
        <span className="role">{onCall.role}</span>
        {onCall.until === null ? (
          ' on call'
        ) : (
          <>
            {' '}
            on call until <Moment at={onCall.until} />
          </>
        )}
      </span>
    </span>
  );
}

/** `On-Call Engineer` → `OE`, `L1` → `L1`. */
function initialsOf(role: string): string {
  const words = role.split(/[\s-]+/).filter((word) => word !== '');
  if (words.length < 2) return role.slice(0, 2);
  return `${words[0]![0]}${words.at(-1)![0]}`.toUpperCase();
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
