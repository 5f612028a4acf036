import { ActionIcon, Badge, Button, Menu, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import {
  IconAdjustmentsHorizontal,
  IconApi,
  IconDotsVertical,
  IconFileDownload,
  IconLayoutDashboard,
  IconLink,
  IconListSearch,
  IconPencil,
  IconPlus,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createStoredSearch, deleteStoredSearch, storedSearchListQuery } from '../api/queries/search.ts';
import type { StoredSearch } from '../api/types.ts';
import { DataTable } from '../table/data-table.tsx';
import type { TableColumn } from '../table/table-column.ts';
import type { TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
import { AppLink } from '../ui/app-link.tsx';
import { copyText } from '../ui/copy-text.ts';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { notifyDone, notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import { SaveSearchDialog } from './save-search-dialog.tsx';
import { apiCall, builderHref, EXPORT_FORMATS, exportHref, listHref, newGroupHref } from './search-links.ts';
import classes from './searches-page.module.css';
import { useDashboardTile } from './use-dashboard-tile.ts';
import { useStoredQuery } from './use-stored-query.ts';

const DEFAULTS: TableState = { q: '', sort: [], page: 1, size: 50 };

/** The searches that somebody keeps, and those that others share. */
export function SearchesPage() {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const [state, setState] = useTableState(DEFAULTS);
  const query = useQuery(storedSearchListQuery(state));
  const [editing, setEditing] = useState<StoredSearch | 'new' | null>(null);
  const textOf = useStoredQuery();
  useDocumentTitle(`${t('saved.title')} · ${shell('common.appName')}`);

  const columns = useMemo((): TableColumn<StoredSearch>[] => {
    const column = (id: string, label: string, render: TableColumn<StoredSearch>['render'], maxWidth?: string) => ({
      id,
      label,
      render,
      sortable: false,
      ...(maxWidth === undefined ? {} : { maxWidth }),
    });
    return [
      column(
        'name',
        t('saved.name'),
        (search) => (
          <AppLink href={listHref(textOf(search))} className={classes.name}>
            <SafeText value={search.name} />
          </AppLink>
        ),
        '18rem',
      ),
      column(
        'query',
        t('saved.query'),
        (search) => (
          <code className={classes.query}>
            <SafeText value={textOf(search)} />
          </code>
        ),
        '30rem',
      ),
      column(
        'description',
        t('saved.description'),
        ({ description }) =>
          description === '' ? <Text c="dimmed">{shell('common.none')}</Text> : <SafeText value={description} />,
        '20rem',
      ),
      column('shared', t('saved.visibility'), ({ shared }) => (
        <Badge variant="light" color={shared ? 'pine' : 'gray'} tt="none" fw={550}>
          {shared ? t('saved.shared') : t('saved.private')}
        </Badge>
      )),
      column(
        'owner',
        t('saved.owner'),
        ({ own, owner }) => (own ? t('saved.you') : <SafeText value={owner} />),
        '10rem',
      ),
      column('updatedAt', t('saved.updated'), ({ updatedAt }) => <TimeAgo iso={updatedAt} />),
      column('actions', t('saved.actionsColumn'), (search) => (
        <SearchMenu search={search} query={textOf(search)} onEdit={() => setEditing(search)} />
      )),
    ];
  }, [t, shell, textOf]);

  const edited = editing === 'new' ? null : editing;
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={1} size="1.35rem">
            {t('saved.title')}
          </Title>
          <Text c="dimmed">{t('saved.lead')}</Text>
        </div>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
          {t('saved.newSearch')}
        </Button>
      </div>
      <DataTable
        fill
        id="searches"
        label={t('saved.title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
        filterLabel={t('saved.filter')}
        empty={<NoSearches onNew={() => setEditing('new')} />}
      />
      <SaveSearchDialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        search={edited}
        query={edited === null ? '' : textOf(edited)}
      />
    </div>
  );
}

function NoSearches({ onNew }: { readonly onNew: () => void }) {
  const { t } = useTranslation('query');
  return (
    <StatePanel
      icon={<IconListSearch size={28} />}
      title={t('saved.emptyTitle')}
      action={<Button onClick={onNew}>{t('saved.newSearch')}</Button>}
    >
      <p>{t('saved.emptyText')}</p>
    </StatePanel>
  );
}

type SearchMenuProps = { readonly search: StoredSearch; readonly query: string; readonly onEdit: () => void };

function SearchMenu({ search, query, onEdit }: SearchMenuProps) {
  const { t } = useTranslation('query');
  const queries = useQueryClient();
  const tile = useDashboardTile(search.id);
  const refresh = () => queries.invalidateQueries({ queryKey: ['searches'] });
  const removing = useMutation({
    mutationFn: () => deleteStoredSearch(search.id),
    onSuccess: async () => {
      const { name, description, shared } = search;
      await refresh();
      notifyUndo({
        message: t('saved.deleted', { name }),
        undo: async () => {
          await createStoredSearch({ name, description, shared, query });
          await refresh();
        },
      });
    },
    onError: notifyFailure,
  });
  const copy = async (text: string) => {
    if (await copyText(text)) notifyDone(t('saved.copied'));
  };
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <Menu position="bottom-end" shadow="md" width={260} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('saved.actions', { name: search.name })}>
          <IconDotsVertical {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={AppLink} href={listHref(query)} leftSection={<IconListSearch {...icon} />}>
          {t('saved.open')}
        </Menu.Item>
        <Menu.Item component={AppLink} href={builderHref(query)} leftSection={<IconAdjustmentsHorizontal {...icon} />}>
          {t('saved.build')}
        </Menu.Item>
        <Menu.Item component={AppLink} href={newGroupHref(query)} leftSection={<IconUsersGroup {...icon} />}>
          {t('saved.makeGroup')}
        </Menu.Item>
        <Menu.Item
          disabled={tile.isThere}
          leftSection={<IconLayoutDashboard {...icon} />}
          onClick={() => {
            tile.add();
            notifyDone(t('saved.tileAdded', { name: search.name }));
          }}
        >
          {t('saved.addTile')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLink {...icon} />}
          onClick={() => void copy(`${window.location.origin}${listHref(query)}`)}
        >
          {t('saved.copyLink')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconApi {...icon} />}
          onClick={() => void copy(apiCall(window.location.origin, query))}
        >
          {t('saved.copyApi')}
        </Menu.Item>
        {EXPORT_FORMATS.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportHref(query, format)}
            download
            leftSection={<IconFileDownload {...icon} />}
          >
            {t('saved.exportAs', { format: format.toUpperCase() })}
          </Menu.Item>
        ))}
        {search.own && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
              {t('saved.edit')}
            </Menu.Item>
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash {...icon} />}
              onClick={() => removing.mutate()}
            >
              {t('saved.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
