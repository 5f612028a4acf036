import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Network } from '../api/queries/networks.ts';
import { useFormat } from '../i18n/use-format.ts';
import type { TableColumn } from '../table/table-column.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Copyable } from '../ui/copyable.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { computersOn, networkHref } from './network-links.ts';
import { NetworkMenu } from './network-menu.tsx';
import classes from './networks.module.css';

/** The columns of the list of networks. */
export function useNetworkColumns(onEdit: (network: Network) => void): TableColumn<Network>[] {
  const { t } = useTranslation('networks');
  const format = useFormat();
  return useMemo(() => {
    const text = (value: string) => (value === '' ? <Nothing /> : <SafeText value={value} />);
    const count = (n: number, href: string) =>
      n === 0 ? (
        <span className={classes.zero}>{format.number(0)}</span>
      ) : (
        <AppLink href={href} className={classes.link}>
          {format.number(n)}
        </AppLink>
      );
    const column = (id: keyof Network & string, more: Partial<TableColumn<Network>>): TableColumn<Network> => ({
      id,
      label: t(`columns.${id as 'name'}`),
      copy: (network) => String(network[id]),
      render: (network) => text(String(network[id])),
      ...more,
    });
    return [
      column('name', {
        description: t('columns.nameHint'),
        maxWidth: '20rem',
        render: ({ id, name }) => (
          <AppLink href={networkHref(id)} className={name === '' ? classes.unnamed : classes.name}>
            {name === '' ? t('unnamed') : <SafeText value={name} />}
          </AppLink>
        ),
      }),
      column('address', {
        description: t('columns.addressHint'),
        copy: ({ address, prefix }) => `${address}/${prefix}`,
        render: ({ address, prefix }) => (
          <Copyable value={`${address}/${prefix}`}>
            <SafeText value={`${address}/${prefix}`} mono />
          </Copyable>
        ),
      }),
      column('mask', { optional: true, sortable: false, render: ({ mask }) => <SafeText value={mask} mono /> }),
      column('site', { maxWidth: '14rem' }),
      column('tag', { description: t('columns.tagHint'), maxWidth: '10rem' }),
      column('inventoried', {
        description: t('columns.inventoriedHint'),
        align: 'end',
        render: (network) => count(network.inventoried, computersOn(network)),
      }),
      column('identified', {
        description: t('columns.identifiedHint'),
        align: 'end',
        render: ({ id, identified }) => count(identified, networkHref(id, 'identified')),
      }),
      column('unknown', {
        description: t('columns.unknownHint'),
        align: 'end',
        render: ({ id, unknown }) => count(unknown, networkHref(id, 'unknown')),
      }),
      column('comment', { optional: true, sortable: false, maxWidth: '24rem' }),
      column('updatedAt', { optional: true, render: ({ updatedAt }) => <TimeAgo iso={updatedAt} /> }),
      {
        id: 'actions',
        label: t('columns.actions'),
        sortable: false,
        copy: () => '',
        render: (network) => <NetworkMenu network={network} onEdit={() => onEdit(network)} />,
      },
    ];
  }, [t, format, onEdit]);
}
