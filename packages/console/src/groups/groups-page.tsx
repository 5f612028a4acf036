import { Button, Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupListQuery } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from '../search/searches-page.module.css';
import { Page } from '../shell/page.tsx';
import { DataTable } from '../table/data-table.tsx';
import { ListChoice } from '../table/list-choice.tsx';
import { plainColumn, type TableColumn } from '../table/table-column.ts';
import { type Search, tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { useListChoice } from '../table/use-list-choice.ts';
import { AppLink } from '../ui/app-link.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { KindBadge } from './kind-badge.tsx';

const DEFAULTS = tableDefaults();
const KINDS = ['static', 'dynamic'] as const;

/** All groups: what is in them, how it gets there, what they set. */
export function GroupsPage() {
  const { t } = useTranslation('query');
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const [kind, setKind] = useListChoice('kind', KINDS);
  const list = useList(DEFAULTS, (state) => groupListQuery({ ...state, kind }));
  const columns = useGroupColumns();
  const [isMaking, setMaking] = useState(false);

  const open = ({ id }: AssetGroup) =>
    void navigate({ to: '/groups/$groupId', params: { groupId: String(id) }, search: {} });
  const closeForm = () => {
    setMaking(false);
    if (search.new !== undefined)
      void navigate({ to: '.', search: ({ new: _, ...rest }: Search) => rest, replace: true });
  };
  const make = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('groups.newGroup')}
    </Button>
  );
  return (
    <Page layout="fill" title={t('groups.title')} lead={t('groups.lead')} actions={make}>
      <DataTable
        fill
        {...list}
        id="groups"
        label={t('groups.title')}
        columns={columns}
        onOpen={open}
        filterLabel={t('groups.filter')}
        tools={
          <ListChoice
            label={t('groups.kinds')}
            all={t('groups.all')}
            choices={[
              { value: 'static', label: t('groups.staticKind') },
              { value: 'dynamic', label: t('groups.dynamicKind') },
            ]}
            value={kind}
            onChange={setKind}
          />
        }
        {...(kind === null ? { empty: <NoGroups onNew={() => setMaking(true)} /> } : {})}
      />
      <GroupDialog
        opened={isMaking || search.new !== undefined}
        onClose={closeForm}
        group={null}
        query={search.new ?? null}
        onSaved={open}
      />
    </Page>
  );
}

function useGroupColumns(): TableColumn<AssetGroup>[] {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const name = (group: AssetGroup) => (
      <AppLink href={`/groups/${group.id}`} className={classes.name}>
        <SafeText value={group.name} />
      </AppLink>
    );
    const members = (group: AssetGroup) =>
      group.current ? format.number(group.members) : <Text c="dimmed">{t('groups.computing')}</Text>;
    const settings = (group: AssetGroup) =>
      group.settings === 0 ? <Text c="dimmed">{shell('common.none')}</Text> : format.number(group.settings);
    return [
      plainColumn('name', t('groups.name'), name, { maxWidth: '20rem' }),
      plainColumn('kind', t('groups.kind'), (group) => <KindBadge kind={group.kind} />),
      plainColumn('members', t('groups.members'), members, { align: 'end' }),
      plainColumn('settings', t('groups.settings'), settings, { align: 'end' }),
      plainColumn('description', t('groups.description'), (group) => <SafeText value={group.description} />, {
        maxWidth: '24rem',
      }),
      plainColumn('createdBy', t('groups.createdBy'), (group) => <SafeText value={group.createdBy} />, {
        maxWidth: '10rem',
      }),
      plainColumn('createdAt', t('groups.createdAt'), (group) => <TimeAgo iso={group.createdAt} />),
    ];
  }, [t, shell, format]);
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
