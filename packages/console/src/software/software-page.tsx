import { Button } from '@mantine/core';
import { IconAdjustments, IconPackages, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  countSoftware,
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
import { TimeAgo } from '../ui/time-ago.tsx';
import { notifyFailure } from '../ui/undo-toast.tsx';
import { CategoryStrip } from './category-strip.tsx';
import { columnFiltering } from './column-filter.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { FiltersInForce } from './filters-in-force.tsx';
import { useSoftwareColumns } from './software-columns.tsx';
import { readFilter, writeFilter } from './software-filter.ts';
import classes from './software-page.module.css';
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
  const list = useList(DEFAULTS, (state) => softwareListQuery(state, filter), { fields: FIELDS });
  const { state, query } = list;
  const categories = useQuery(softwareCategoriesQuery()).data ?? NONE;
  const columns = useSoftwareColumns(categories);
  useEffect(() => keepSearch('software', search), [search]);

  const setFilter = (next: SoftwareFilter) =>
    void navigate({ to: '.', search: (previous: Search) => writeFilter(previous, next), resetScroll: false });
  const { categoryId: _category, unwanted: _unwanted, ...columnFilters } = filter;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Page
      layout="fill"
      title={t('title')}
      beside={<Counted countedAt={query.data?.countedAt} />}
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
      <CategoryStrip categories={categories} filter={filter} />
      <WorkNotice />
      <DataTable
        fill
        {...list}
        id="software"
        label={t('title')}
        columns={columns}
        onOpen={({ id }) => void navigate({ to: '/software/$titleId', params: { titleId: String(id) }, search: {} })}
        filterLabel={t('filterLabel')}
        filterPlaceholder={t('filterPlaceholder')}
        count={query.data && counted('total', query.data.total)}
        notice={
          <FiltersInForce filter={columnFilters} onFilter={(next) => setFilter({ ...picked(filter), ...next })} />
        }
        filtering={columnFiltering({ filter, onFilter: setFilter, categories })}
        onClearFilters={isNarrowed ? () => setFilter({}) : undefined}
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
          <StatePanel
            icon={<IconPackages size={28} />}
            title={query.data?.countedAt === null ? t('neverCounted') : t('emptyTitle')}
          >
            <p>{t('emptyText')}</p>
          </StatePanel>
        }
        tools={<ExportMenu hrefOf={(format) => softwareExportUrl(state, filter, format)} />}
      />
    </Page>
  );
}

/** The part of a filter that the strip of categories sets. */
function picked({ categoryId, unwanted }: SoftwareFilter): SoftwareFilter {
  return { ...(categoryId === undefined ? {} : { categoryId }), ...(unwanted === undefined ? {} : { unwanted }) };
}

/** How old the numbers are, and a way to new ones. */
function Counted({ countedAt }: { readonly countedAt: string | null | undefined }) {
  const { t } = useTranslation('software');
  const queries = useQueryClient();
  const counting = useMutation({
    mutationFn: countSoftware,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['software'] }),
    onError: notifyFailure,
  });
  if (countedAt === undefined) return null;
  const [before = '', after = ''] = t('counted', { when: '\u0000' }).split('\u0000');
  return (
    <span className={classes.counted}>
      {countedAt === null ? (
        t('neverCounted')
      ) : (
        <span>
          {before}
          <TimeAgo iso={countedAt} />
          {after}
        </span>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        title={t('countNowHint')}
        loading={counting.isPending}
        leftSection={<IconRefresh size={13} aria-hidden />}
        onClick={() => counting.mutate()}
      >
        {t('countNow')}
      </Button>
    </span>
  );
}
