import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { CrashPage } from './pages/crash-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { SessionGate } from './shell/session-gate.tsx';
import { Shell } from './shell/shell.tsx';
import type { Search } from './table/table-state.ts';

/** Search parameters are plain texts here; what they mean, each table reads for itself. */
const onlyTexts = (search: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
  validateSearch: (search): Search => onlyTexts(search),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup-page.tsx'), 'SetupPage'),
});

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (
    <SessionGate>
      <Shell>
        <Outlet />
      </Shell>
    </SessionGate>
  ),
  notFoundComponent: NotFoundPage,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/computers', replace: true });
  },
});

const computers = createRoute({
  getParentRoute: () => inside,
  path: '/computers',
  component: lazyRouteComponent(() => import('./pages/computers-page.tsx'), 'ComputersPage'),
  errorComponent: CrashPage,
});

const computer = createRoute({
  getParentRoute: () => inside,
  path: '/computers/$computerId/{-$tab}',
  component: lazyRouteComponent(() => import('./pages/computer-page.tsx'), 'ComputerPage'),
  errorComponent: CrashPage,
});

const addComputers = createRoute({
  getParentRoute: () => inside,
  path: '/add-computers',
  component: lazyRouteComponent(() => import('./pages/add-computers-page.tsx'), 'AddComputersPage'),
  errorComponent: CrashPage,
});

const routeTree = root.addChildren([setup, inside.addChildren([home, computers, computer, addComputers])]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
  // Plain `?q=dell&page=2`, as people write it; the router's own way quotes what looks like JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(onlyTexts(search)).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
