import { Badge, Button, Text } from '@mantine/core';
import { IconListSearch, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storedSearchListQuery } from '../api/queries/search.ts';
import type { StoredSearch } from '../api/types.ts';
import { Page } from '../shell/page.tsx';
import { DataTable } from '../table/data-table.tsx';
import { plainColumn, type TableColumn } from '../table/table-column.ts';
import { tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { AppLink } from '../ui/app-link.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { SaveSearchDialog } from './save-search-dialog.tsx';
import { listHref } from './search-links.ts';
import { SearchMenu } from './search-menu.tsx';
import classes from './searches-page.module.css';
import { useStoredQuery } from './use-stored-query.ts';

const DEFAULTS = tableDefaults();

/** The searches that somebody keeps, and those that others share. */
export function SearchesPage() {
  const { t } = useTranslation('query');
  const list = useList(DEFAULTS, storedSearchListQuery);
  const [editing, setEditing] = useState<StoredSearch | 'new' | null>(null);
  const textOf = useStoredQuery();
  const columns = useSearchColumns(setEditing);
  const edited = editing === 'new' ? null : editing;
  const make = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
      {t('saved.newSearch')}
    </Button>
  );
  return (
    <Page layout="fill" title={t('saved.title')} lead={t('saved.lead')} actions={make}>
      <DataTable
        fill
        {...list}
        id="searches"
        label={t('saved.title')}
        columns={columns}
        filterLabel={t('saved.filter')}
        empty={<NoSearches onNew={() => setEditing('new')} />}
      />
      <SaveSearchDialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        search={edited}
        query={edited === null ? '' : textOf(edited)}
      />
    </Page>
  );
}

function useSearchColumns(onEdit: (search: StoredSearch) => void): TableColumn<StoredSearch>[] {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const textOf = useStoredQuery();
  return useMemo(() => {
    const name = (search: StoredSearch) => (
      <AppLink href={listHref(textOf(search))} className={classes.name}>
        <SafeText value={search.name} />
      </AppLink>
    );
    const query = (search: StoredSearch) => (
      <code className={classes.query}>
        <SafeText value={textOf(search)} />
      </code>
    );
    const description = (search: StoredSearch) =>
      search.description === '' ? (
        <Text c="dimmed">{shell('common.none')}</Text>
      ) : (
        <SafeText value={search.description} />
      );
    const shared = (search: StoredSearch) => (
      <Badge variant="light" color={search.shared ? 'pine' : 'gray'} tt="none" fw={550}>
        {search.shared ? t('saved.shared') : t('saved.private')}
      </Badge>
    );
    const owner = (search: StoredSearch) => (search.own ? t('saved.you') : <SafeText value={search.owner} />);
    return [
      plainColumn('name', t('saved.name'), name, { maxWidth: '18rem' }),
      plainColumn('query', t('saved.query'), query, { maxWidth: '30rem' }),
      plainColumn('description', t('saved.description'), description, { maxWidth: '20rem' }),
      plainColumn('shared', t('saved.visibility'), shared),
      plainColumn('owner', t('saved.owner'), owner, { maxWidth: '10rem' }),
      plainColumn('updatedAt', t('saved.updated'), (search) => <TimeAgo iso={search.updatedAt} />),
      plainColumn('actions', t('saved.actionsColumn'), (search) => (
        <SearchMenu search={search} query={textOf(search)} onEdit={() => onEdit(search)} />
      )),
    ];
  }, [t, shell, textOf, onEdit]);
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
