import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react';
import { followChanges, useConnection } from '../api/changes.ts';
import { Problem } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { Header } from './header.tsx';
import { jumpContext } from './jump-context.ts';
import type { JumpScope } from './jump-items.ts';

// It reads Markdown to list a guide's lines, and most visits never open it.
const JumpList = lazy(async () => ({ default: (await import('./jump-list.tsx')).JumpList }));

/** What surrounds every page once signed in. */
export function Frame() {
  const [jumpScope, setJumpScope] = useState<JumpScope | null>(null);
  const session = useQuery(sessionQuery);
  const navigate = useNavigate();
  const location = useLocation();

  useEffect(followChanges, []);
  useJumpKeys(setJumpScope);
  useFocusOnPage();
  // A session ends on the server: by its age, or by a new password elsewhere.
  const hasEnded = session.error instanceof Problem && session.error.status === 401;
  const leave = useEffectEvent(() => void navigate({ to: '/sign-in', search: { next: location.href } }));
  useEffect(() => {
    if (hasEnded) leave();
  }, [hasEnded]);

  return (
    <>
      <a className="skip" href="#content">
        Skip to the page
      </a>
      <Header openJumpList={() => setJumpScope('everything')} />
      <Notices mustChangePassword={session.data?.mustChangePassword === true && location.pathname !== '/account'} />
      <jumpContext.Provider value={setJumpScope}>
        <Outlet />
      </jumpContext.Provider>
      {jumpScope === null ? null : (
        <Suspense>
          <JumpList scope={jumpScope} close={() => setJumpScope(null)} />
        </Suspense>
      )}
    </>
  );
}

function Notices({ mustChangePassword }: { mustChangePassword: boolean }) {
  const connection = useConnection();
  return (
    <div className="notices" role="status">
      {connection === 'lost' ? <p>Connection lost, trying again. What you see may be old.</p> : null}
      {mustChangePassword ? (
        <p>
          This account still has its generated password. <Link to="/account">Change it</Link>
        </p>
      ) : null}
    </div>
  );
}

/** After going to another page the keyboard and the screen reader begin at that page, not at the link that led there. */
function useFocusOnPage() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) {
          document.getElementById('content')?.focus({ preventScroll: true });
        }
      }),
    [router],
  );
}

/** ⌘K or Ctrl-K jumps anywhere; `/` finds in the guide, unless someone is writing. */
function useJumpKeys(open: (scope: JumpScope) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('everything');
      } else if (event.key === '/' && !event.metaKey && !event.ctrlKey && !isWriting(event.target)) {
        event.preventDefault();
        open(window.location.pathname.startsWith('/systems/') ? 'guide' : 'everything');
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [open]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
