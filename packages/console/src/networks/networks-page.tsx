import { Button } from '@mantine/core';
import { IconNetwork, IconPlus, IconTags } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Network, networkExportUrl, networkListQuery, refreshNetworks } from '../api/queries/networks.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { Page } from '../shell/page.tsx';
import { CountedAgo } from '../table/counted-ago.tsx';
import { DataTable } from '../table/data-table.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import { keepSearch } from '../table/last-search.ts';
import { ListChoice } from '../table/list-choice.tsx';
import { type Search, tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { useListChoice } from '../table/use-list-choice.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { LazyListViews } from '../views/lazy-list-views.tsx';
import { useListLayout } from '../views/use-list-layout.ts';
import { columnFiltering } from './column-filter.tsx';
import { FiltersInForce } from './filters-in-force.tsx';
import type { FilterSpecs } from './list-filter.ts';
import { NetworkDialog } from './network-dialog.tsx';
import { TypesDialog } from './types-dialog.tsx';
import { useListFilter } from './use-list-filter.ts';
import { useNetworkColumns } from './use-network-columns.tsx';

const DEFAULTS = tableDefaults('name');
const SORTED = {
  fields: ['name', 'address', 'site', 'tag', 'inventoried', 'identified', 'unknown', 'updatedAt'],
};
const SPECS = {
  name: { kind: 'text', names: ['name'] },
  address: { kind: 'text', names: ['address'] },
  site: { kind: 'text', names: ['site'] },
  tag: { kind: 'text', names: ['tag'] },
  inventoried: { kind: 'range', names: ['inventoriedFrom', 'inventoriedTo'] },
  identified: { kind: 'range', names: ['identifiedFrom', 'identifiedTo'] },
  unknown: { kind: 'range', names: ['unknownFrom', 'unknownTo'] },
  comment: { kind: 'text', names: ['comment'] },
} as const satisfies FilterSpecs;

/** The networks of the fleet, and what is on them. */
export function NetworksPage() {
  const { t } = useTranslation('networks');
  const counted = useCounted('networks');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [filter, setFilter] = useListFilter(SPECS);
  const [named, chooseNamed] = useListChoice('named', ['yes', 'no']);
  const asked = { ...filter, ...(named === null ? {} : { named }) };
  const list = useList(DEFAULTS, (state) => networkListQuery(state, asked), SORTED);
  const [edited, setEdited] = useState<Network | 'new' | null>(null);
  const [isTypesOpen, setTypesOpen] = useState(false);
  const columns = useNetworkColumns(setEdited);
  const layout = useListLayout('networks');
  useEffect(() => keepSearch('networks', search), [search]);
  const labelOf = (column: string) => t(`columns.${column as keyof typeof SPECS}`);
  const isNarrowed = Object.keys(asked).length > 0;
  const { data } = list.query;
  return (
    <Page
      layout="fill"
      title={t('title')}
      beside={
        <>
          <LazyListViews table="networks" state={list.state} columns={columns} layout={layout} />
          {data !== undefined && (
            <CountedAgo
              countedAt={data.countedAt}
              count={refreshNetworks}
              queryKey={['networks']}
              words={{
                counted: t('counted', { when: '\u0000' }),
                never: t('neverCounted'),
                now: t('countNow'),
                nowHint: t('countNowHint'),
              }}
            />
          )}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            size="sm"
            h={34}
            px="sm"
            fw={500}
            leftSection={<IconTags size={16} stroke={1.75} aria-hidden />}
            onClick={() => setTypesOpen(true)}
          >
            {t('types')}
          </Button>
          <Button
            size="sm"
            h={34}
            px="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {t('add')}
          </Button>
        </>
      }
    >
      <DataTable
        fill
        {...list}
        id="networks"
        label={t('title')}
        columns={columns}
        layout={layout}
        onOpen={({ id }) =>
          void navigate({ to: '/networks/$networkId', params: { networkId: String(id) }, search: {} })
        }
        filterLabel={t('filterLabel')}
        filterPlaceholder={t('filterPlaceholder')}
        count={data && counted('total', data.total)}
        notice={<FiltersInForce specs={SPECS} filter={filter} onFilter={setFilter} labelOf={labelOf} />}
        filtering={columnFiltering({
          ...{ specs: SPECS, filter, onFilter: setFilter, labelOf },
          hintOf: (column) => (column === 'tag' ? t('filter.tagIs') : undefined),
        })}
        onClearFilters={isNarrowed ? () => void navigate({ to: '.', search: {} }) : undefined}
        empty={
          <StatePanel
            icon={<IconNetwork size={28} />}
            title={data?.countedAt === null ? t('neverCounted') : t('emptyTitle')}
          >
            <p>{t('emptyText')}</p>
          </StatePanel>
        }
        tools={
          <>
            <ListChoice
              label={t('named.label')}
              all={t('named.all')}
              choices={[
                { value: 'yes', label: t('named.yes') },
                { value: 'no', label: t('named.no') },
              ]}
              value={named}
              onChange={chooseNamed}
            />
            <ExportMenu hrefOf={(format) => networkExportUrl(list.state, asked, format)} />
          </>
        }
      />
      {edited !== null && <NetworkDialog network={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {isTypesOpen && <TypesDialog onClose={() => setTypesOpen(false)} />}
    </Page>
  );
}
