import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { AssetSummary } from '../api/types.ts';
import type { Format } from '../format/create-format.ts';
import { fullModel } from '../format/full-model.ts';
import { shortSystem } from '../format/short-system.ts';
import type { TableColumn } from '../table/table-column.ts';
import type { Search } from '../table/table-state.ts';
import { Copyable } from '../ui/copyable.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { OsIcon } from '../ui/os-icon.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './computer-columns.module.css';

/** Fields that the list has columns of its own for; also by the name that the search gives them. */
export const COMPUTER_FIELDS: ReadonlySet<string> = new Set(
  [
    'name',
    'os',
    'model',
    'user',
    'ip',
    'serial',
    'lastContactAt',
    'memoryMiB',
    'softwareCount',
    'tag',
    'agent',
    'lastInventoryAt',
    'manufacturer',
    'osVersion',
    'cpu',
    'uuid',
    'deviceId',
    'firstSeenAt',
  ].flatMap((id) => [id, `asset.${id}`]),
);

/** Columns of the list of computers; their ids are the fields by which the server sorts. */
export function computerColumns(t: TFunction, format: Format): TableColumn<AssetSummary>[] {
  const text = (value: string | null): ReactNode => (value ? <SafeText value={value} /> : <Nothing />);
  const code = (value: string | null): ReactNode =>
    value ? (
      <Copyable value={value}>
        <SafeText value={value} mono />
      </Copyable>
    ) : (
      <Nothing />
    );
  const time = (iso: string | null): ReactNode =>
    iso === null ? <span className={classes.nothing}>{t('common.never')}</span> : <TimeAgo iso={iso} />;

  return [
    {
      id: 'name',
      label: t('computers.columns.name'),
      description: t('computers.hints.name'),
      maxWidth: '12rem',
      copy: (a) => a.name,
      render: (asset) => (
        <Copyable value={asset.name}>
          <Link
            to="/computers/$computerId/{-$tab}"
            params={{ computerId: String(asset.id) }}
            // The page can then say why the search found it.
            search={({ query }: Search) => (query === undefined ? {} : { query })}
            className={classes.name}
          >
            <SafeText value={asset.name || t('computer.unnamed')} />
          </Link>
        </Copyable>
      ),
    },
    {
      id: 'tag',
      label: t('computers.columns.tag'),
      description: t('computers.hints.tag'),
      maxWidth: '9rem',
      copy: (a) => a.tag ?? '',
      render: (a) => text(a.tag),
    },
    {
      id: 'os',
      label: t('computers.columns.os'),
      maxWidth: '14rem',
      copy: (a) => a.os ?? '',
      render: ({ os }) =>
        os ? (
          <span className={classes.os}>
            <OsIcon os={os} />
            <SafeText value={shortSystem(os)} />
          </span>
        ) : (
          <Nothing />
        ),
    },
    {
      id: 'model',
      label: t('computers.columns.model'),
      maxWidth: '10.5rem',
      copy: (a) => fullModel(a) ?? '',
      render: (a) => text(fullModel(a)),
    },
    {
      id: 'user',
      label: t('computers.columns.user'),
      description: t('computers.hints.user'),
      maxWidth: '9rem',
      copy: (a) => a.user ?? '',
      render: (a) => text(a.user),
    },
    {
      id: 'ip',
      label: t('computers.columns.ip'),
      maxWidth: '10rem',
      copy: (a) => a.ip ?? '',
      render: (a) => code(a.ip),
    },
    {
      id: 'lastContactAt',
      label: t('computers.columns.lastContact'),
      description: t('computers.hints.lastContact'),
      copy: (a) => a.lastContactAt,
      render: (a) => time(a.lastContactAt),
    },
    {
      id: 'serial',
      label: t('computers.columns.serial'),
      maxWidth: '9rem',
      copy: (a) => a.serial ?? '',
      render: (a) => code(a.serial),
    },
    {
      id: 'memoryMiB',
      label: t('computers.columns.memory'),
      align: 'end',
      copy: (a) => String(a.memoryMiB ?? ''),
      render: ({ memoryMiB }) => {
        if (memoryMiB === null) return <Nothing />;
        const { text: shown, exact } = format.quantity(memoryMiB, 'MiB');
        return <span title={exact ?? undefined}>{shown}</span>;
      },
    },
    {
      id: 'softwareCount',
      label: t('computers.columns.softwareCount'),
      description: t('computers.hints.softwareCount'),
      align: 'end',
      copy: (a) => String(a.softwareCount),
      render: ({ softwareCount }) => format.number(softwareCount),
    },
    {
      id: 'agent',
      label: t('computers.columns.agent'),
      maxWidth: '13rem',
      copy: (a) => a.agent ?? '',
      render: (a) => text(a.agent),
    },
    {
      id: 'lastInventoryAt',
      label: t('computers.columns.lastInventory'),
      description: t('computers.hints.lastInventory'),
      copy: (a) => a.lastInventoryAt ?? '',
      render: (a) => time(a.lastInventoryAt),
    },
    {
      id: 'manufacturer',
      label: t('computers.columns.manufacturer'),
      optional: true,
      maxWidth: '10rem',
      copy: (a) => a.manufacturer ?? '',
      render: (a) => text(a.manufacturer),
    },
    {
      id: 'osVersion',
      label: t('computers.columns.osVersion'),
      optional: true,
      copy: (a) => a.osVersion ?? '',
      render: (a) => text(a.osVersion),
    },
    {
      id: 'cpu',
      label: t('computers.columns.cpu'),
      optional: true,
      maxWidth: '16rem',
      copy: (a) => a.cpu ?? '',
      render: (a) => text(a.cpu),
    },
    {
      id: 'uuid',
      label: t('computers.columns.uuid'),
      optional: true,
      maxWidth: '22rem',
      copy: (a) => a.uuid ?? '',
      render: (a) => code(a.uuid),
    },
    {
      id: 'deviceId',
      label: t('computers.columns.deviceId'),
      description: t('computers.hints.deviceId'),
      optional: true,
      maxWidth: '20rem',
      copy: (a) => a.deviceId,
      render: (a) => code(a.deviceId),
    },
    {
      id: 'firstSeenAt',
      label: t('computers.columns.firstSeen'),
      description: t('computers.hints.firstSeen'),
      optional: true,
      copy: (a) => a.firstSeenAt,
      render: (a) => time(a.firstSeenAt),
    },
  ];
}
