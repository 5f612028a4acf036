import { Button, SegmentedControl, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GroupKind, groupListQuery } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from '../search/searches-page.module.css';
import { DataTable } from '../table/data-table.tsx';
import type { TableColumn } from '../table/table-column.ts';
import type { Search, TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
import { AppLink } from '../ui/app-link.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { KindBadge } from './kind-badge.tsx';

const DEFAULTS: TableState = { q: '', sort: [], page: 1, size: 50 };

/** All groups: what is in them, how it gets there, what they set. */
export function GroupsPage() {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const kind: GroupKind | null = search.kind === 'static' || search.kind === 'dynamic' ? search.kind : null;
  const [state, setState] = useTableState(DEFAULTS);
  const query = useQuery(groupListQuery({ ...state, kind }));
  const [isMaking, setMaking] = useState(false);
  useDocumentTitle(`${t('groups.title')} · ${shell('common.appName')}`);

  const columns = useMemo((): TableColumn<AssetGroup>[] => {
    const column = (id: string, label: string, render: TableColumn<AssetGroup>['render'], more = {}) => ({
      id,
      label,
      render,
      sortable: false,
      ...more,
    });
    return [
      column(
        'name',
        t('groups.name'),
        (group) => (
          <AppLink href={`/groups/${group.id}`} className={classes.name}>
            <SafeText value={group.name} />
          </AppLink>
        ),
        { maxWidth: '20rem' },
      ),
      column('kind', t('groups.kind'), (group) => <KindBadge kind={group.kind} />),
      column(
        'members',
        t('groups.members'),
        (group) => (group.current ? format.number(group.members) : <Text c="dimmed">{t('groups.computing')}</Text>),
        { align: 'end' },
      ),
      column(
        'settings',
        t('groups.settings'),
        (group) =>
          group.settings === 0 ? <Text c="dimmed">{shell('common.none')}</Text> : format.number(group.settings),
        { align: 'end' },
      ),
      column('description', t('groups.description'), (group) => <SafeText value={group.description} />, {
        maxWidth: '24rem',
      }),
      column('createdBy', t('groups.createdBy'), (group) => <SafeText value={group.createdBy} />, {
        maxWidth: '10rem',
      }),
      column('createdAt', t('groups.createdAt'), (group) => <TimeAgo iso={group.createdAt} />),
    ];
  }, [t, shell, format]);

  const choose = (next: string) =>
    void navigate({
      to: '.',
      search: ({ kind: _, page: __, ...rest }: Search) => (next === 'all' ? rest : { ...rest, kind: next }),
    });
  const closeForm = () => {
    setMaking(false);
    if (search.new !== undefined)
      void navigate({ to: '.', search: ({ new: _, ...rest }: Search) => rest, replace: true });
  };

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={1} size="1.35rem">
            {t('groups.title')}
          </Title>
          <Text c="dimmed">{t('groups.lead')}</Text>
        </div>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t('groups.newGroup')}
        </Button>
      </div>
      <DataTable
        fill
        id="groups"
        label={t('groups.title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => void navigate({ to: '/groups/$groupId', params: { groupId: String(id) }, search: {} })}
        filterLabel={t('groups.filter')}
        tools={
          <SegmentedControl
            size="xs"
            aria-label={t('groups.kinds')}
            data={[
              { value: 'all', label: t('groups.all') },
              { value: 'static', label: t('groups.staticKind') },
              { value: 'dynamic', label: t('groups.dynamicKind') },
            ]}
            value={kind ?? 'all'}
            onChange={choose}
          />
        }
        {...(kind === null ? { empty: <NoGroups onNew={() => setMaking(true)} /> } : {})}
      />
      <GroupDialog
        opened={isMaking || search.new !== undefined}
        onClose={closeForm}
        group={null}
        query={search.new ?? null}
        onSaved={({ id }) => void navigate({ to: '/groups/$groupId', params: { groupId: String(id) }, search: {} })}
      />
    </div>
  );
}

function NoGroups({ onNew }: { readonly onNew: () => void }) {
  const { t } = useTranslation('query');
  return (
    <StatePanel
      icon={<IconUsersGroup size={28} />}
      title={t('groups.emptyTitle')}
      action={<Button onClick={onNew}>{t('groups.newGroup')}</Button>}
    >
      <p>{t('groups.emptyText')}</p>
    </StatePanel>
  );
}
