import { Button, Menu, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAdjustments, IconDownload, IconPackages, IconRefresh } from '@tabler/icons-react';
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
import { DataTable } from '../table/data-table.tsx';
import { keepSearch } from '../table/last-search.ts';
import type { Search, TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
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

const DEFAULTS: TableState = { q: '', sort: [{ field: 'machines', descending: true }], page: 1, size: 50 };
const FIELDS = ['name', 'publisher', 'category', 'versions', 'machines'];
const FORMATS = ['csv', 'json', 'xlsx'] as const;
const NONE: readonly SoftwareCategory[] = [];

/** Every software title of the fleet, by category. */
export function SoftwarePage() {
  const { t } = useTranslation('software');
  const { t: common } = useTranslation();
  const counted = useCounted('software');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const filter = useMemo(() => readFilter(search), [search]);
  const [state, setState] = useTableState(DEFAULTS, { fields: FIELDS });
  const query = useQuery(softwareListQuery(state, filter));
  const categories = useQuery(softwareCategoriesQuery()).data ?? NONE;
  const columns = useSoftwareColumns(categories);
  useEffect(() => keepSearch('software', search), [search]);
  useDocumentTitle(`${t('title')} · ${common('common.appName')}`);

  const setFilter = (next: SoftwareFilter) =>
    void navigate({ to: '.', search: (previous: Search) => writeFilter(previous, next), resetScroll: false });
  const { categoryId: _category, unwanted: _unwanted, ...columnFilters } = filter;
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <Title order={1} size="1.35rem">
          {t('title')}
        </Title>
        <Counted countedAt={query.data?.countedAt} />
        <Button
          component={Link}
          to="/software/categories/{-$tab}"
          variant="default"
          size="sm"
          h={34}
          px="sm"
          className={classes.manage}
          leftSection={<IconAdjustments size={16} stroke={1.75} aria-hidden />}
        >
          {t('manage')}
        </Button>
      </div>
      <CategoryStrip categories={categories} filter={filter} />
      <WorkNotice />
      <DataTable
        fill
        id="software"
        label={t('title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
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
          idOf: ({ id }) => id,
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
        tools={
          <Menu position="bottom-end" withinPortal shadow="md">
            <Menu.Target>
              <Button
                variant="default"
                size="sm"
                h={34}
                px="sm"
                className={classes.export}
                leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
              >
                {t('export')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {FORMATS.map((format) => (
                <Menu.Item key={format} component="a" href={softwareExportUrl(state, filter, format)} download>
                  {format.toUpperCase()}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        }
      />
    </div>
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
