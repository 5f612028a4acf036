import { useMantineColorScheme } from '@mantine/core';
import {
  IconApps,
  IconBookmark,
  IconDeviceDesktop,
  IconDeviceTv,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconNetwork,
  IconRouter,
  IconSearch,
  IconSun,
  IconSunMoon,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { devicesFoundQuery } from '../api/queries/networks.ts';
import { quickSearchQuery } from '../api/queries/palette.ts';
import { signOut } from '../api/session.ts';
import type { QuickSearchResult } from '../api/types.ts';
import { languages } from '../i18n/i18n.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { placeGroups } from '../shell/places.ts';
import { placeKeys } from '../shell/shortcuts.ts';
import { useColorScheme, useLanguage } from '../shell/use-appearance.ts';
import { notifyFailure } from '../ui/undo-toast.tsx';
import { type Entry, type EntryGroup, matches } from './entries.ts';
import { shapeOf } from './shape.ts';

const ICON = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;

const listOf = (query: string) => `/computers?${new URLSearchParams({ query })}`;
const inQuotes = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

type Found = {
  readonly groups: readonly EntryGroup[];
  readonly isWaiting: boolean;
  readonly error: unknown;
};

/** What the palette offers for what is typed: first what it surely means, then pages, things by name, actions. */
export function useEntries(typed: string, asked: string, openHelp: () => void): Found {
  const { t } = useTranslation('palette');
  const shape = useShapeEntries(typed);
  const pages = usePageEntries(typed);
  const actions = useActionEntries(typed, openHelp);
  const { data, isFetching, error } = useQuery(quickSearchQuery(asked));
  const devices = useDeviceEntries(asked);
  const things = useThingEntries(asked === '' ? undefined : data, asked);
  const groups = [
    { name: t('groups.recognised'), entries: shape },
    ...things.slice(0, 1),
    { name: t('groups.devices'), entries: devices },
    { name: t('groups.pages'), entries: pages },
    ...things.slice(1),
    { name: t('groups.actions'), entries: actions },
  ].filter(({ entries }) => entries.length > 0);
  return { groups, isWaiting: asked !== '' && (isFetching || asked !== typed), error: asked === '' ? null : error };
}

function useShapeEntries(typed: string): Entry[] {
  const { t } = useTranslation('palette');
  const shape = shapeOf(typed);
  if (shape === null) return [];
  const Icon = shape.kind === 'query' ? IconSearch : IconNetwork;
  return [
    {
      id: 'shape',
      icon: <Icon {...ICON} />,
      label: t(`shapes.${shape.kind}`, { text: shape.text }),
      href: listOf(shape.query),
    },
  ];
}

/** Devices of an address that was typed: they may be on the network without an agent. */
function useDeviceEntries(asked: string): Entry[] {
  const { t } = useTranslation('palette');
  const counted = useCounted('palette');
  const shape = shapeOf(asked);
  const address = shape?.kind === 'ip' || shape?.kind === 'mac' ? shape.text : '';
  const { data } = useQuery(devicesFoundQuery(address));
  if (address === '' || data === undefined || data.total === 0) return [];
  const [first] = data.items;
  const named = [first?.description, first?.name].find((text) => text !== null && text !== undefined && text !== '');
  return [
    {
      id: 'devices',
      icon: <IconRouter {...ICON} />,
      label: data.total === 1 ? (named ?? t('device', { text: address })) : counted('devices', data.total),
      detail: [first?.type, first?.ip, first?.mac].filter((text) => text !== null && text !== '').join(' · '),
      href: `/devices?${new URLSearchParams({ q: address })}`,
    },
  ];
}

function usePageEntries(typed: string): Entry[] {
  const { t } = useTranslation();
  return placeGroups
    .flatMap(({ places }) => [...places])
    .filter(({ key }) => matches(t(key), typed))
    .map(({ to, key, Icon }) => ({
      id: `page ${to}`,
      icon: <Icon {...ICON} />,
      label: t(key),
      keys: placeKeys[to] === undefined ? undefined : `g ${placeKeys[to]}`,
      href: to,
    }));
}

function useThingEntries(data: QuickSearchResult | undefined, asked: string): EntryGroup[] {
  const { t } = useTranslation('palette');
  const { t: common } = useTranslation();
  const counted = useCounted('palette');
  if (data === undefined) return [];
  const { computers, users, software, groups, searches } = data;
  const all: Entry[] =
    computers.total > computers.items.length
      ? [
          {
            id: 'all',
            icon: <IconSearch {...ICON} />,
            label: counted('allComputers', computers.total),
            href: `/computers?${new URLSearchParams({ q: asked })}`,
          },
        ]
      : [];
  return [
    {
      name: t('groups.computers'),
      entries: [
        ...computers.items.map(({ id, name, user, ip, serial }) => ({
          id: `computer ${id}`,
          icon: <IconDeviceDesktop {...ICON} />,
          label: name || common('computer.unnamed'),
          detail: [user, ip, serial].filter((text) => text !== null && text !== '').join(' · '),
          href: `/computers/${id}`,
        })),
        ...all,
      ],
    },
    {
      name: t('groups.users'),
      entries: users.map(({ name, count }) => ({
        id: `user ${name}`,
        icon: <IconUser {...ICON} />,
        label: name,
        detail: counted('computers', count),
        href: listOf(`user=${inQuotes(name)}`),
      })),
    },
    {
      name: t('groups.software'),
      entries: software.map(({ id, name, publisher }) => ({
        id: `software ${id}`,
        icon: <IconApps {...ICON} />,
        label: name,
        detail: publisher,
        href: `/software/${id}`,
      })),
    },
    {
      name: t('groups.groups'),
      entries: groups.map(({ id, name, members }) => ({
        id: `group ${id}`,
        icon: <IconUsersGroup {...ICON} />,
        label: name,
        detail: counted('computers', members),
        href: `/groups/${id}`,
      })),
    },
    {
      name: t('groups.searches'),
      entries: searches
        .filter(({ query }) => query !== null)
        .map(({ id, name, query }) => ({
          id: `search ${id}`,
          icon: <IconBookmark {...ICON} />,
          label: name,
          detail: query ?? '',
          href: listOf(query ?? ''),
        })),
    },
  ];
}

function useActionEntries(typed: string, openHelp: () => void): Entry[] {
  const { t } = useTranslation('palette');
  const { t: common } = useTranslation();
  const queries = useQueryClient();
  const { colorScheme } = useMantineColorScheme();
  const setColorScheme = useColorScheme();
  const [language, setLanguage] = useLanguage();
  const schemes = [
    { scheme: 'light', Icon: IconSun },
    { scheme: 'dark', Icon: IconMoon },
    { scheme: 'auto', Icon: IconSunMoon },
  ] as const;
  const actions: Entry[] = [
    ...schemes
      .filter(({ scheme }) => scheme !== colorScheme)
      .map(({ scheme, Icon }) => ({
        id: `scheme ${scheme}`,
        icon: <Icon {...ICON} />,
        label: t('appearance', { scheme: common(`shell.${scheme}`) }),
        run: () => setColorScheme(scheme),
      })),
    ...languages
      .filter((one) => one !== language)
      .map((one) => ({
        id: `language ${one}`,
        icon: <IconLanguage {...ICON} />,
        label: t('language', { language: common(`languages.${one}`) }),
        run: () => setLanguage(one),
      })),
    { id: 'wall', icon: <IconDeviceTv {...ICON} />, label: t('wall'), href: '/?screen=wall' },
    { id: 'help', icon: <IconKeyboard {...ICON} />, label: t('help.title'), keys: '?', run: openHelp },
    {
      id: 'signOut',
      icon: <IconLogout {...ICON} />,
      label: common('shell.signOut'),
      run: () => void signOut(queries).catch(notifyFailure),
    },
  ];
  return actions.filter(({ label }) => matches(label, typed));
}
