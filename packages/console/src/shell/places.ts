import {
  IconArchive,
  IconArrowsJoin2,
  IconBinaryTree,
  IconBookmarks,
  IconDeviceDesktop,
  IconFileDownload,
  IconFileImport,
  IconHistory,
  IconLayoutDashboard,
  IconListSearch,
  IconNetwork,
  IconPackages,
  IconRouter,
  IconServer,
  IconSettings,
  IconSquareRoundedPlus,
  IconTags,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';

/** Where the navigation leads, in its order; the palette finds the same places. */
export const placeGroups = [
  {
    key: 'places.fleet',
    places: [
      { to: '/', key: 'shell.dashboard', Icon: IconLayoutDashboard },
      { to: '/computers', key: 'shell.computers', Icon: IconDeviceDesktop },
      { to: '/software', key: 'shell.software', Icon: IconPackages },
      { to: '/networks', key: 'shell.networks', Icon: IconNetwork },
      { to: '/devices', key: 'shell.devices', Icon: IconRouter },
      { to: '/search', key: 'shell.search', Icon: IconListSearch },
      { to: '/searches', key: 'shell.searches', Icon: IconBookmarks },
      { to: '/groups', key: 'shell.groups', Icon: IconUsersGroup },
    ],
  },
  {
    key: 'places.care',
    places: [
      { to: '/duplicates', key: 'shell.duplicates', Icon: IconArrowsJoin2 },
      { to: '/archive', key: 'shell.archive', Icon: IconArchive },
      { to: '/deletions', key: 'shell.deletions', Icon: IconTrash },
    ],
  },
  {
    key: 'places.administration',
    places: [
      { to: '/add-computers', key: 'shell.addComputers', Icon: IconSquareRoundedPlus },
      { to: '/administration/import', key: 'shell.import', Icon: IconFileImport },
      { to: '/administration/admin-fields', key: 'shell.adminData', Icon: IconTags },
      { to: '/administration/registry-queries', key: 'shell.registry', Icon: IconBinaryTree },
      { to: '/administration/agent-files', key: 'shell.agentFiles', Icon: IconFileDownload },
      { to: '/administration/settings', key: 'shell.settings', Icon: IconSettings },
      { to: '/administration/audit', key: 'shell.audit', Icon: IconHistory },
      { to: '/administration/server', key: 'shell.server', Icon: IconServer },
    ],
  },
] as const;
