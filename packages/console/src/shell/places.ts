import {
  IconBookmarks,
  IconDeviceDesktop,
  IconLayoutDashboard,
  IconListSearch,
  IconSquareRoundedPlus,
  IconUsersGroup,
} from '@tabler/icons-react';

/** Where the navigation leads, in its order; the palette finds the same places. */
export const placeGroups = [
  {
    key: 'places.fleet',
    places: [
      { to: '/', key: 'shell.dashboard', Icon: IconLayoutDashboard },
      { to: '/computers', key: 'shell.computers', Icon: IconDeviceDesktop },
      { to: '/search', key: 'shell.search', Icon: IconListSearch },
      { to: '/searches', key: 'shell.searches', Icon: IconBookmarks },
      { to: '/groups', key: 'shell.groups', Icon: IconUsersGroup },
    ],
  },
  {
    key: 'places.administration',
    places: [{ to: '/add-computers', key: 'shell.addComputers', Icon: IconSquareRoundedPlus }],
  },
] as const;
