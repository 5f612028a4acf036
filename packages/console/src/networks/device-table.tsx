import { Button } from '@mantine/core';
import { IconEyeOff, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  DEVICE_STATES,
  type Device,
  deviceExportUrl,
  deviceListQuery,
  deviceTypesQuery,
  macOf,
} from '../api/queries/networks.ts';
import { dayRange } from '../format/day-range.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { DataTable } from '../table/data-table.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import { ListChoice } from '../table/list-choice.tsx';
import { tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { useListChoice } from '../table/use-list-choice.ts';
import { LazyListViews } from '../views/lazy-list-views.tsx';
import { useListLayout } from '../views/use-list-layout.ts';
import { columnFiltering } from './column-filter.tsx';
import { FiltersInForce } from './filters-in-force.tsx';
import { ForgetDialog } from './forget-dialog.tsx';
import { IdentifyDialog } from './identify-dialog.tsx';
import type { FilterSpecs, ListFilter } from './list-filter.ts';
import { useDeviceColumns } from './use-device-columns.tsx';
import { useListFilter } from './use-list-filter.ts';

const DEFAULTS = tableDefaults('-seenAt');
const SORTED = {
  fields: ['state', 'ip', 'mac', 'name', 'network', 'type', 'description', 'firstSeenAt', 'seenAt'],
};
const SPECS = {
  ip: { kind: 'text', names: ['ip'] },
  mac: { kind: 'text', names: ['mac'] },
  name: { kind: 'text', names: ['name'] },
  type: { kind: 'choice', names: ['typeId'] },
  description: { kind: 'text', names: ['description'] },
  seenAt: { kind: 'days', names: ['seenFrom', 'seenTo'] },
} as const satisfies FilterSpecs;

type Props = {
  /** Of one network; null: of all. */
  readonly networkId: number | null;
  readonly label: string;
  readonly empty: ReactNode;
};

/** Devices that were seen on networks, or identified. */
export function DeviceTable({ networkId, label, empty }: Props) {
  const { t } = useTranslation('networks');
  const counted = useCounted('networks');
  const navigate = useNavigate();
  const [filter, setFilter] = useListFilter(SPECS);
  const [state, chooseState] = useListChoice('state', DEVICE_STATES);
  const asked = {
    ...askedOf(filter),
    ...(state === null ? {} : { state }),
    ...(networkId === null ? {} : { networkId }),
  };
  const list = useList(DEFAULTS, (table) => deviceListQuery(table, asked), SORTED);
  const types = useQuery(deviceTypesQuery()).data;
  const choices = useMemo(() => (types ?? []).map(({ id, name }) => ({ value: String(id), label: name })), [types]);
  const [edited, setEdited] = useState<Device | null>(null);
  const columns = useDeviceColumns({ onIdentify: setEdited, isOfNetwork: networkId !== null });
  const table = networkId === null ? 'devices' : 'network-devices';
  const layout = useListLayout(table);
  const labelOf = (column: string) => t(`devices.columns.${column as keyof typeof SPECS}`);
  const isNarrowed = state !== null || Object.keys(filter).length > 0;
  const { data } = list.query;
  const open = (device: Device) => {
    if (device.assetId === null) setEdited(device);
    else
      void navigate({
        to: '/computers/$computerId/{-$tab}',
        params: { computerId: String(device.assetId) },
        search: {},
      });
  };
  return (
    <>
      <DataTable
        fill
        {...list}
        id={table}
        layout={layout}
        label={label}
        columns={columns}
        rowKey={({ mac, network, tag }) => `${mac} ${network} ${tag}`}
        onOpen={open}
        filterLabel={t('devices.filterLabel')}
        filterPlaceholder={t('devices.filterPlaceholder')}
        count={data && counted('devices.total', data.total)}
        notice={
          <FiltersInForce specs={SPECS} filter={filter} onFilter={setFilter} labelOf={labelOf} choices={choices} />
        }
        filtering={columnFiltering({
          ...{ specs: SPECS, filter, onFilter: setFilter, labelOf, choices },
          hintOf: (column) => (column === 'ip' || column === 'mac' ? t(`filter.${column}`) : undefined),
        })}
        onClearFilters={isNarrowed ? () => void navigate({ to: '.', search: {} }) : undefined}
        selection={{
          // Each is identified by itself: what was seen on other pages is not touched unseen.
          whole: null,
          renderActions: (target, _count, clear) => (
            <DeviceActions macs={'ids' in target ? target.ids.map(macOf) : []} onDone={clear} />
          ),
        }}
        empty={empty}
        tools={
          <>
            <LazyListViews table={table} state={list.state} columns={columns} layout={layout} />
            <ListChoice
              label={t('devices.columns.state')}
              all={t('devices.all')}
              choices={DEVICE_STATES.map((value) => ({ value, label: t(`devices.states.${value}`) }))}
              value={state}
              onChange={chooseState}
            />
            <ExportMenu hrefOf={(format) => deviceExportUrl(list.state, asked, format)} />
          </>
        }
      />
      {edited !== null && <IdentifyDialog macs={[edited.mac]} known={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

/** Days are those of the reader's clock. */
function askedOf({ seenFrom = '', seenTo = '', ...filter }: ListFilter): ListFilter {
  const { from, to } = dayRange(seenFrom, seenTo);
  return { ...filter, ...(from === undefined ? {} : { seenFrom: from }), ...(to === undefined ? {} : { seenTo: to }) };
}

type ActionsProps = { readonly macs: readonly string[]; readonly onDone: () => void };

/** What is done to the devices that are selected, also on other pages. */
function DeviceActions({ macs, onDone }: ActionsProps) {
  const { t } = useTranslation('networks');
  const [asked, setAsked] = useState<'identify' | 'forget' | null>(null);
  const close = () => setAsked(null);
  const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconTag {...icon} />}
        onClick={() => setAsked('identify')}
      >
        {t('devices.menu.identify')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconEyeOff {...icon} />}
        onClick={() => setAsked('forget')}
      >
        {t('devices.menu.forget')}
      </Button>
      {asked === 'identify' && <IdentifyDialog macs={macs} onClose={close} onDone={onDone} />}
      {asked === 'forget' && <ForgetDialog macs={macs} onClose={close} onDone={onDone} />}
    </>
  );
}
