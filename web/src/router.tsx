import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Problem } from './api/client.ts';
import { queryClient, sessionQuery } from './api/queries.ts';
import type { CommitmentState } from './api/wire.ts';
import { Frame } from './frame/frame.tsx';
import { PagePending, PageTrouble } from './frame/trouble.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { shownStates } from './state/states.ts';

const root = createRootRoute({
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <PageTrouble error={error instanceof Error ? error : new Error(String(error))} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    // Only a path of this origin: an address elsewhere would make the sign-in page a springboard.
    typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {},
});

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
      }
      throw error;
    }
  },
});

const systems = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/systems/systems-page.tsx'), 'SystemsPage'),
});

export interface GuideSearch {
  /** Only what is in this state stands out. */
  state?: CommitmentState;
  /** The commitment whose drawer is open. */
  commitment?: string;
}

const guide = createRoute({
  getParentRoute: () => frame,
  path: '/systems/$systemId',
  component: lazyRouteComponent(() => import('./pages/guide/guide-page.tsx'), 'GuidePage'),
  validateSearch: (search: Record<string, unknown>): GuideSearch => ({
    ...(shownStates.includes(search.state as never) ? { state: search.state as CommitmentState } : {}),
    ...(typeof search.commitment === 'string' ? { commitment: search.commitment } : {}),
  }),
});

const edit = createRoute({
  getParentRoute: () => frame,
  path: '/systems/$systemId/edit',
  component: lazyRouteComponent(() => import('./pages/edit/edit-page.tsx'), 'EditPage'),
  validateSearch: (search: Record<string, unknown>): { line?: number } =>
    Number.isInteger(search.line) && Number(search.line) > 0 ? { line: Number(search.line) } : {},
});
const print = createRoute({
  getParentRoute: () => frame,
  path: '/systems/$systemId/print',
  component: lazyRouteComponent(() => import('./pages/print/print-page.tsx'), 'PrintPage'),
});

const incidents = createRoute({
  getParentRoute: () => frame,
  path: '/incidents',
  component: lazyRouteComponent(() => import('./pages/incidents/incidents-page.tsx'), 'IncidentsPage'),
  validateSearch: (search: Record<string, unknown>): { show?: 'all' } => (search.show === 'all' ? { show: 'all' } : {}),
});
const incident = createRoute({
  getParentRoute: () => frame,
  path: '/incidents/$incidentId',
  component: lazyRouteComponent(() => import('./pages/incidents/incident-page.tsx'), 'IncidentPage'),
});
const runs = createRoute({
  getParentRoute: () => frame,
  path: '/runs',
  component: lazyRouteComponent(() => import('./pages/runs/runs-page.tsx'), 'RunsPage'),
  validateSearch: (search: Record<string, unknown>): { system?: string } =>
    typeof search.system === 'string' ? { system: search.system } : {},
});
const run = createRoute({
  getParentRoute: () => frame,
  path: '/runs/$runId',
  component: lazyRouteComponent(() => import('./pages/runs/run-page.tsx'), 'RunPage'),
});
const inbox = createRoute({
  getParentRoute: () => frame,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./pages/inbox/inbox-page.tsx'), 'InboxPage'),
  validateSearch: (search: Record<string, unknown>): { message?: string } =>
    typeof search.message === 'string' ? { message: search.message } : {},
});
const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    frame.addChildren([systems, guide, edit, print, incidents, incident, runs, run, inbox, account]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
