import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device, DeviceState } from '../api/queries/networks.ts';
import type { TableColumn } from '../table/table-column.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Copyable } from '../ui/copyable.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { DeviceMenu } from './device-menu.tsx';
import { networkHref } from './network-links.ts';
import classes from './networks.module.css';

type Wanted = {
  readonly onIdentify: (device: Device) => void;
  /** All are of one network, whose page this is. */
  readonly isOfNetwork: boolean;
};

/** The columns of lists of devices. */
export function useDeviceColumns({ onIdentify, isOfNetwork }: Wanted): TableColumn<Device>[] {
  const { t } = useTranslation('networks');
  return useMemo(() => {
    const text = (value: string | null) => (value === null || value === '' ? <Nothing /> : <SafeText value={value} />);
    const code = (value: string | null) =>
      value === null || value === '' ? (
        <Nothing />
      ) : (
        <Copyable value={value}>
          <SafeText value={value} mono />
        </Copyable>
      );
    const time = (iso: string | null) => (iso === null ? <Nothing /> : <TimeAgo iso={iso} />);
    const computer = (id: number | null, name: string | null) =>
      id === null ? (
        <Nothing />
      ) : (
        <AppLink href={`/computers/${id}`} className={classes.link}>
          <SafeText value={name || `#${id}`} />
        </AppLink>
      );
    const column = (id: keyof Device & string, more: Partial<TableColumn<Device>>): TableColumn<Device> => ({
      id,
      label: t(`devices.columns.${id as 'ip'}`),
      copy: (device) => String(device[id] ?? ''),
      render: (device) => text(device[id] as string | null), // safe: columns of other values render themselves
      ...more,
    });
    const fixed = { sortable: false, optional: true } as const;
    return [
      column('ip', {
        render: ({ ip, seenAt }) =>
          seenAt === null ? <span className={classes.dimmed}>{t('devices.neverSeen')}</span> : code(ip),
      }),
      column('mac', { render: ({ mac }) => code(mac) }),
      column('name', { description: t('devices.columns.nameHint'), maxWidth: '11rem' }),
      column('state', {
        description: t('devices.columns.stateHint'),
        copy: ({ state }) => t(`devices.state.${state}`),
        render: ({ state }) => <StateMark state={state} />,
      }),
      column('type', { maxWidth: '12rem' }),
      column('description', { maxWidth: '13rem' }),
      ...(isOfNetwork
        ? []
        : [
            column('network', {
              maxWidth: '16rem',
              copy: ({ network, prefix, networkName }) =>
                networkName ?? (network === null ? '' : `${network}/${prefix}`),
              render: ({ network, prefix, networkId, networkName }) => {
                if (network === null) return <Nothing />;
                const shown = networkName ?? `${network}/${prefix}`;
                return networkId === null ? (
                  <SafeText value={shown} />
                ) : (
                  <AppLink href={networkHref(networkId)} className={classes.link} title={`${network}/${prefix}`}>
                    <SafeText value={shown} />
                  </AppLink>
                );
              },
            }),
          ]),
      column('seenAt', { render: ({ seenAt }) => time(seenAt) }),
      {
        id: 'computer',
        label: t('devices.columns.computer'),
        description: t('devices.columns.computerHint'),
        sortable: false,
        maxWidth: '14rem',
        copy: ({ assetName }) => assetName ?? '',
        render: ({ assetId, assetName }) => computer(assetId, assetName),
      },
      column('firstSeenAt', { optional: true, render: ({ firstSeenAt }) => time(firstSeenAt) }),
      column('seenBy', {
        ...fixed,
        description: t('devices.columns.seenByHint'),
        maxWidth: '14rem',
        copy: ({ seenBy }) => seenBy?.name ?? '',
        render: ({ seenBy }) => computer(seenBy?.id ?? null, seenBy?.name ?? null),
      }),
      column('tag', { ...fixed, maxWidth: '10rem' }),
      column('mask', { ...fixed, render: ({ mask }) => code(mask) }),
      column('identifiedBy', { ...fixed, maxWidth: '12rem' }),
      column('identifiedAt', { ...fixed, render: ({ identifiedAt }) => time(identifiedAt) }),
      {
        id: 'actions',
        label: t('devices.columns.actions'),
        sortable: false,
        copy: () => '',
        render: (device) => <DeviceMenu device={device} onIdentify={() => onIdentify(device)} />,
      },
    ];
  }, [t, onIdentify, isOfNetwork]);
}

/** A ring for what nobody knows, a disc for what is known: not by its colour alone. */
function StateMark({ state }: { readonly state: DeviceState }) {
  const { t } = useTranslation('networks');
  return (
    <span className={classes.state}>
      <span className={classes.dot} data-state={state} aria-hidden />
      {t(`devices.state.${state}`)}
    </span>
  );
}
