import { Button } from '@mantine/core';
import { IconAdjustments, IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type SoftwareAmong,
  type SoftwareCategory,
  type SoftwareFilter,
  softwareCategoriesQuery,
  softwareExportUrl,
  softwareListQuery,
} from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { Page } from '../shell/page.tsx';
import { DataTable } from '../table/data-table.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import { keepSearch } from '../table/last-search.ts';
import { type Search, tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { LazyListViews } from '../views/lazy-list-views.tsx';
import { useListLayout } from '../views/use-list-layout.ts';
import { amongOf } from './among.ts';
import { AmongBar } from './among-bar.tsx';
import { AmongPicker } from './among-picker.tsx';
import { CategoryStrip } from './category-strip.tsx';
import { columnFiltering } from './column-filter.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { FiltersInForce } from './filters-in-force.tsx';
import { useSoftwareColumns } from './software-columns.tsx';
import { readFilter, writeFilter } from './software-filter.ts';
import { Counted, NoSoftware } from './software-state.tsx';
import { WorkNotice } from './work-notice.tsx';

const DEFAULTS = tableDefaults('-machines');
const FIELDS = ['name', 'publisher', 'category', 'versions', 'machines'];
const NONE: readonly SoftwareCategory[] = [];

/** Every software title of the fleet, by category. */
export function SoftwarePage() {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const filter = useMemo(() => readFilter(search), [search]);
  const among = useMemo(() => amongOf(search), [search]);
  const list = useList(DEFAULTS, (state) => softwareListQuery(state, filter), { fields: FIELDS });
  const { state, query } = list;
  const every = useQuery(softwareCategoriesQuery());
  const onThem = useQuery(softwareCategoriesQuery(among));
  const categories = onThem.data ?? every.data ?? NONE;
  const columns = useSoftwareColumns(categories, among);
  const layout = useListLayout('software');
  useEffect(() => keepSearch('software', search), [search]);

  const setFilter = (next: SoftwareFilter) =>
    void navigate({ to: '.', search: (previous: Search) => writeFilter(previous, next), resetScroll: false });
  const { categoryId: _category, unwanted: _unwanted, ...columnFilters } = filter;
  const { os: _os, tag: _tag, group: _group, query: _query, ...ofTitles } = filter;
  const those = query.data?.among;
  const onThose = those === null || those === undefined ? [] : [counted('among.on', those)];
  const setAmong = (next: SoftwareAmong) => setFilter({ ...ofTitles, ...next });
  const isNobody = those === 0;
  const isAmongSome = Object.keys(among).length > 0;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Page
      layout="fill"
      title={t('title')}
      beside={
        <>
          <LazyListViews table="software" state={state} columns={columns} layout={layout} />
          <Counted
            countedAt={query.data?.countedAt}
            isEmpty={query.data?.total === 0 && !isNarrowed && state.q === ''}
            isWaiting={isAmongSome && query.isFetching && (query.isPlaceholderData || query.isPending)}
          />
        </>
      }
      actions={
        <Button
          component={Link}
          to="/software/categories/{-$tab}"
          variant="default"
          size="sm"
          h={34}
          px="sm"
          fw={500}
          leftSection={<IconAdjustments size={16} stroke={1.75} aria-hidden />}
        >
          {t('manage')}
        </Button>
      }
    >
      <CategoryStrip
        categories={categories}
        filter={filter}
        areCounted={onThem.data !== undefined && !onThem.isPlaceholderData}
      />
      <WorkNotice />
      <DataTable
        fill
        {...list}
        id="software"
        label={t('title')}
        columns={columns}
        layout={layout}
        onOpen={({ id }) => void navigate({ to: '/software/$titleId', params: { titleId: String(id) }, search: among })}
        filterLabel={t('filterLabel')}
        filterPlaceholder={t('filterPlaceholder')}
        count={query.data && [counted('total', query.data.total), ...onThose].join(' ')}
        notice={
          <FiltersInForce filter={columnFilters} onFilter={(next) => setFilter({ ...picked(filter), ...next })} />
        }
        filtering={columnFiltering({ filter, onFilter: setFilter, categories })}
        onClearFilters={isNarrowed && !isNobody ? () => setFilter({}) : undefined}
        selection={{
          whole: { ...filter, ...(state.q === '' ? {} : { q: state.q }) },
          renderActions: (target, count, clear) => (
            <DecisionButtons
              target={'ids' in target ? { ids: [...target.ids] } : { filter: target.selection }}
              count={count}
              categories={categories}
              onDone={clear}
            />
          ),
        }}
        empty={
          isNobody ? (
            <StatePanel
              icon={<IconSearchOff size={28} />}
              title={t('among.nobody')}
              action={<AmongBar among={among} onAmong={setAmong} />}
            />
          ) : (
            <NoSoftware countedAt={query.data?.countedAt} />
          )
        }
        tools={
          <>
            <AmongPicker among={among} onAmong={setAmong} />
            <ExportMenu hrefOf={(format) => softwareExportUrl(state, filter, format)} />
          </>
        }
      />
    </Page>
  );
}

/** The part of a filter that the strip of categories sets. */
function picked({ categoryId, unwanted }: SoftwareFilter): SoftwareFilter {
  return { ...(categoryId === undefined ? {} : { categoryId }), ...(unwanted === undefined ? {} : { unwanted }) };
}
