import { IconDeviceDesktop, IconLayoutDashboard, IconSquareRoundedPlus } from '@tabler/icons-react';

/** Where the navigation leads, in its order; the palette finds the same places. */
export const placeGroups = [
  {
    key: 'places.fleet',
    places: [
      { to: '/', key: 'shell.dashboard', Icon: IconLayoutDashboard },
      { to: '/computers', key: 'shell.computers', Icon: IconDeviceDesktop },
    ],
  },
  {
    key: 'places.administration',
    places: [{ to: '/add-computers', key: 'shell.addComputers', Icon: IconSquareRoundedPlus }],
  },
] as const;
