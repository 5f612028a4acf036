import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Area } from './i18n/areas.ts';
import { loadWords } from './i18n/i18n.ts';
import { CrashPage } from './shell/crash-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
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
  component: lazyRouteComponent(() => import('./sign-in/setup-page.tsx'), 'SetupPage'),
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

/** A page inside, loaded when it is gone to, with the words of its area. */
function page<Path extends string, Name extends string>(
  path: Path,
  area: Area | null,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) {
  return createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(load, name),
    errorComponent: CrashPage,
    ...(area === null ? {} : { loader: () => loadWords(area) }),
  });
}

const routeTree = root.addChildren([
  setup,
  inside.addChildren([
    page('/', 'dashboard', () => import('./dashboard/dashboard-page.tsx'), 'DashboardPage'),
    page('/computers', 'lists', () => import('./lists/computers-page.tsx'), 'ComputersPage'),
    page('/computers/$computerId/{-$tab}', 'machine', () => import('./computer/computer-page.tsx'), 'ComputerPage'),
    page('/compare', 'machine', () => import('./computer/compare/compare-page.tsx'), 'ComparePage'),
    page('/search', 'query', () => import('./search/search-page.tsx'), 'SearchPage'),
    page('/searches', 'query', () => import('./search/searches-page.tsx'), 'SearchesPage'),
    page('/groups', 'query', () => import('./groups/groups-page.tsx'), 'GroupsPage'),
    page('/groups/$groupId', 'query', () => import('./groups/group-page.tsx'), 'GroupPage'),
    page('/duplicates', 'care', () => import('./care/duplicates-page.tsx'), 'DuplicatesPage'),
    page('/archive', 'care', () => import('./care/archive-page.tsx'), 'ArchivePage'),
    page('/deletions', 'care', () => import('./care/deletions-page.tsx'), 'DeletionsPage'),
    page('/software', 'software', () => import('./software/software-page.tsx'), 'SoftwarePage'),
    page('/software/$titleId', 'software', () => import('./software/title-page.tsx'), 'TitlePage'),
    page('/software/categories/{-$tab}', 'software', () => import('./software/manage-page.tsx'), 'ManagePage'),
    page('/networks', 'networks', () => import('./networks/networks-page.tsx'), 'NetworksPage'),
    page('/networks/$networkId', 'networks', () => import('./networks/network-page.tsx'), 'NetworkPage'),
    page('/devices', 'networks', () => import('./networks/devices-page.tsx'), 'DevicesPage'),
    page('/add-computers', null, () => import('./add-computers/add-computers-page.tsx'), 'AddComputersPage'),
    page('/administration/settings', 'admin', () => import('./admin/settings/settings-page.tsx'), 'SettingsPage'),
    page('/administration/admin-fields', 'admin', () => import('./admin/fields/fields-page.tsx'), 'FieldsPage'),
    page('/administration/admin-import', 'admin', () => import('./admin/csv/csv-page.tsx'), 'CsvPage'),
    page(
      '/administration/registry-queries',
      'admin',
      () => import('./admin/registry/registry-page.tsx'),
      'RegistryPage',
    ),
    page('/administration/agent-files', 'admin', () => import('./admin/agent-files/files-page.tsx'), 'FilesPage'),
    page('/administration/agent-label', 'admin', () => import('./admin/agent-files/label-page.tsx'), 'LabelPage'),
    page('/administration/import', 'admin', () => import('./admin/import/import-page.tsx'), 'ImportPage'),
    page('/administration/audit', 'admin', () => import('./admin/audit/audit-page.tsx'), 'AuditPage'),
    page('/administration/server', 'server', () => import('./server-page/server-page.tsx'), 'ServerPage'),
  ]),
]);

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
