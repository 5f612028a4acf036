import { Button } from '@mantine/core';
import { IconDeviceDesktopPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MassActionBar } from '../actions/mass-action-bar.tsx';
import { assetListQuery, exportUrl, selectionOf } from '../api/queries/fleet.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { LazyQueryField } from '../search/lazy-query-field.tsx';
import { LazySearchDrawer } from '../search/lazy-search-drawer.tsx';
import { Page } from '../shell/page.tsx';
import { DataTable } from '../table/data-table.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import { keepSearch } from '../table/last-search.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { useViews } from '../views/use-views.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { ArchivedItems } from './archived-items.tsx';
import { COMPUTER_FIELDS } from './computer-columns.tsx';
import classes from './computers-page.module.css';
import type { FieldTools } from './field-tools.tsx';
import { FiltersInForce } from './filters-in-force.tsx';
import { LazyFieldCatalog, LazyFieldTools } from './lazy-parts.tsx';
import { useAssetList } from './use-asset-list.ts';
import { useColumnFilters } from './use-column-filters.tsx';
import { useListColumns } from './use-list-columns.ts';
import { useOpenComputer } from './use-open-computer.ts';

const LIST = 'computers';

/** The fleet: searched, filtered, laid out and acted upon. */
export function ComputersPage() {
  const { t } = useTranslation();
  const { t: tLists } = useTranslation('lists');
  const counted = useCounted();
  const navigate = useNavigate();
  const open = useOpenComputer();
  const [tools, setTools] = useState<FieldTools | null>(null);
  const [isBlind, setBlind] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const goOn = useCallback(() => setBlind(true), []);
  const canSort = useCallback(
    (name: string) => {
      if (COMPUTER_FIELDS.has(name) || (tools === null && name.includes('.'))) return true;
      const field = tools?.byName.get(name);
      return field !== undefined && tools?.isSingle(field) === true;
    },
    [tools],
  );
  const { state, setState, params, setParams, layout, search } = useAssetList(LIST, canSort);
  const { columns, shown, asked, isWaiting, exported } = useListColumns(layout.layout.columns, tools);
  const { query: text, filter, archived } = params;
  const { language } = useFormat();
  const ask = useMemo(
    () => ({ query: text, filter, archived, columns: asked, language }),
    [text, filter, archived, asked, language],
  );
  // A field that people define may be gone: then the list is shown without it, rather than not at all.
  const isUnsure = isWaiting || (tools === null && state.sort.some(({ field }) => field.includes('.')));
  // All that is asked, where the query language can say it.
  const isSaid = state.q === '' && archived === 'exclude';
  const searched = isSaid ? [text, filter].flatMap((part) => (part === '' ? [] : [`(${part})`])).join(' ') : '';
  const query = useQuery({ ...assetListQuery(state, ask), enabled: isBlind || !isUnsure });
  const onFilter = useCallback((next: string) => setParams({ filter: next }), [setParams]);
  const { filters, filtering } = useColumnFilters(filter, tools, onFilter);
  const views = useViews({ table: LIST, state, columns: shown.map(({ id }) => id) });
  // Who only reads the list has no use for the definitions of all fields.
  const needsTools = isTouched || isUnsure || filter !== '';
  const touch = () => setTouched(true);
  const [built, setBuilt] = useState<string | null>(null);
  useEffect(() => keepSearch(LIST, search), [search]);

  const isFiltered = state.q !== '' || text !== '' || filter !== '' || archived !== 'exclude';
  const clear = () => {
    const { q: _q, query: _query, filter: _filter, archived: _archived, page: _page, ...rest } = search;
    void navigate({ to: '.', search: rest });
  };

  return (
    <Page
      layout="fill"
      title={t('computers.title')}
      beside={
        <ViewsMenu {...views} table={LIST} whole={tLists('views.none')}>
          <ArchivedItems archived={archived} onArchived={(next) => setParams({ archived: next })} />
        </ViewsMenu>
      }
      onPointerEnter={touch}
      onFocusCapture={touch}
    >
      {needsTools && <LazyFieldTools onTools={setTools} onFailed={goOn} />}
      <div className={classes.search}>
        <LazyQueryField value={text} onChange={(next) => setParams({ query: next })} onBuild={setBuilt} />
      </div>
      <LazySearchDrawer
        opened={built !== null}
        onClose={() => setBuilt(null)}
        query={built ?? text}
        onShow={(next) => setParams({ query: next })}
      />
      <DataTable
        fill
        steady
        id={LIST}
        label={t('computers.title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        layout={layout}
        moreColumns={(props) => <LazyFieldCatalog {...props} known={COMPUTER_FIELDS} />}
        onOpen={(row) => open(row, text)}
        filterLabel={t('computers.filterLabel')}
        filterPlaceholder={t('computers.filterPlaceholder')}
        filtering={filtering}
        onClearFilters={isFiltered ? clear : undefined}
        count={
          query.data && (
            <>
              {counted('computers.total', query.data.total)}
              {searched !== '' && (
                <>
                  {' · '}
                  <Link to="/software" search={{ query: searched }} className={classes.software}>
                    {tLists('software')}
                  </Link>
                </>
              )}
            </>
          )
        }
        empty={<NoComputers />}
        tools={<ExportMenu hint={tLists('exportHint')} hrefOf={(format) => exportUrl(state, ask, exported, format)} />}
        notice={
          <FiltersInForce text={filter} filters={filters} tools={tools} onChange={setParams} archived={archived} />
        }
        selection={{
          whole: selectionOf(state.q, ask),
          renderActions: (target, count, onDone) => (
            <MassActionBar target={target} count={count} areArchived={archived === 'only'} onDone={onDone} />
          ),
        }}
      />
    </Page>
  );
}

function NoComputers() {
  const { t } = useTranslation();
  const action = (
    <Button component={Link} to="/add-computers">
      {t('computers.emptyAction')}
    </Button>
  );
  return (
    <StatePanel icon={<IconDeviceDesktopPlus size={28} />} title={t('computers.emptyTitle')} action={action}>
      <p>{t('computers.emptyText')}</p>
    </StatePanel>
  );
}
