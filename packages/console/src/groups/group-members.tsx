import { ActionIcon, Badge, Button, Menu, SegmentedControl, Text } from '@mantine/core';
import { IconDotsVertical, IconUserMinus, IconUserPlus, IconUsersGroup, IconWand } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MassActionBar } from '../actions/mass-action-bar.tsx';
import { selectionOf } from '../api/queries/fleet.ts';
import { changeMembers, groupMembersQuery, type MemberAction, type Membership } from '../api/queries/groups.ts';
import type { AssetGroup, GroupMember } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { computerColumns } from '../lists/computer-columns.tsx';
import { DataTable } from '../table/data-table.tsx';
import type { TableColumn } from '../table/table-column.ts';
import type { Search, TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import { AddMembers } from './add-members.tsx';

const DEFAULTS: TableState = { q: '', sort: [{ field: 'name', descending: false }], page: 1, size: 50 };
const SHOWN = ['name', 'os', 'model', 'user', 'ip', 'lastContactAt'];
const HOWS = ['computed', 'included', 'excluded'] as const;
const isHow = (text: string | undefined): text is Membership => HOWS.some((one) => one === text);

/** Who is in a group and how; what is decided by hand is decided here. */
export function GroupMembers({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const how = isHow(search.how) ? search.how : null;
  const [state, setState] = useTableState(DEFAULTS);
  const query = useQuery(groupMembersQuery(group.id, state, how));
  const [isAdding, setAdding] = useState(false);
  const columns = useMemo((): TableColumn<GroupMember>[] => {
    const shown = computerColumns(shell, format)
      .filter(({ id }) => SHOWN.includes(id))
      .map((column): TableColumn<GroupMember> => ({ ...column, optional: false }));
    const belonging: TableColumn<GroupMember> = {
      id: 'how',
      label: t('groups.howColumn'),
      sortable: false,
      render: (member) => <HowBadge how={member.how} />,
    };
    const actions: TableColumn<GroupMember> = {
      id: 'actions',
      label: t('saved.actionsColumn'),
      sortable: false,
      render: (member) => <MemberMenu group={group} member={member} />,
    };
    return [...shown.slice(0, 1), belonging, ...shown.slice(1), actions];
  }, [t, shell, format, group]);

  const choose = (next: string) =>
    void navigate({
      to: '.',
      search: ({ how: _, page: __, ...rest }: Search) => (next === 'all' ? rest : { ...rest, how: next }),
    });
  const labels = { computed: t('groups.computed'), included: t('groups.included'), excluded: t('groups.excluded') };
  const hows = group.kind === 'dynamic' ? HOWS : (['included', 'excluded'] as const);
  return (
    <>
      <DataTable
        id="group-members"
        label={t('groups.tabMembers')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) =>
          void navigate({ to: '/computers/$computerId/{-$tab}', params: { computerId: String(id) }, search: {} })
        }
        filterLabel={t('groups.filterMembers')}
        heading={
          group.kind === 'dynamic' || how !== null ? (
            <SegmentedControl
              size="xs"
              aria-label={t('groups.how')}
              data={[
                { value: 'all', label: t('groups.howAll') },
                ...hows.map((value) => ({ value, label: labels[value] })),
              ]}
              value={how ?? 'all'}
              onChange={choose}
            />
          ) : null
        }
        tools={
          <Button
            size="sm"
            h={34}
            variant="default"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('groups.addMembers')}
          </Button>
        }
        selection={{
          idOf: ({ id }) => id,
          // What is filtered here, or kept out, no search of computers says.
          whole: how === null && state.q === '' ? selectionOf('', { query: `group:${group.id}` }) : null,
          renderActions: (target, count, onDone) => <MassActionBar target={target} count={count} onDone={onDone} />,
        }}
        empty={<NoMembers group={group} how={how} onAdd={() => setAdding(true)} />}
      />
      <AddMembers opened={isAdding} onClose={() => setAdding(false)} group={group} />
    </>
  );
}

function NoMembers({
  group,
  how,
  onAdd,
}: {
  readonly group: AssetGroup;
  readonly how: Membership | null;
  readonly onAdd: () => void;
}) {
  const { t } = useTranslation('query');
  const title =
    how === 'excluded'
      ? t('groups.emptyExcluded')
      : how === 'included'
        ? t('groups.emptyIncluded')
        : group.kind === 'static'
          ? t('groups.emptyStatic')
          : t('groups.emptyDynamic');
  const action = how === 'excluded' ? undefined : <Button onClick={onAdd}>{t('groups.addMembers')}</Button>;
  return <StatePanel icon={<IconUsersGroup size={28} />} title={title} action={action} />;
}

function HowBadge({ how }: { readonly how: Membership }) {
  const { t } = useTranslation('query');
  if (how === 'computed')
    return (
      <Text c="dimmed" size="sm">
        {t('groups.isComputed')}
      </Text>
    );
  return (
    <Badge variant="light" color={how === 'included' ? 'pine' : 'red'} tt="none" fw={550}>
      {how === 'included' ? t('groups.included') : t('groups.excluded')}
    </Badge>
  );
}

/** What takes a decision back: the one before it. */
const BEFORE: Readonly<Record<Membership, MemberAction>> = {
  computed: 'reset',
  included: 'include',
  excluded: 'exclude',
};

function MemberMenu({ group, member }: { readonly group: AssetGroup; readonly member: GroupMember }) {
  const { t } = useTranslation('query');
  const queries = useQueryClient();
  const isDynamic = group.kind === 'dynamic';
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['group', group.id] }),
      queries.invalidateQueries({ queryKey: ['groups'] }),
    ]);
  const deciding = useMutation({
    mutationFn: (action: MemberAction) => changeMembers(group.id, action, { assetIds: [member.id] }),
    onSuccess: async (_, action) => {
      await refresh();
      const what =
        action === 'include'
          ? t('groups.isIncluded')
          : action === 'exclude'
            ? t('groups.isExcluded')
            : isDynamic
              ? t('groups.isReset')
              : t('groups.isRemoved');
      notifyUndo({
        message: t('groups.memberChanged', { name: member.name, what }),
        undo: async () => {
          await changeMembers(group.id, BEFORE[member.how], { assetIds: [member.id] });
          await refresh();
        },
      });
    },
    onError: notifyFailure,
  });
  const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <Menu position="bottom-end" shadow="md" width={250} withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t('groups.memberActions', { name: member.name })}
          loading={deciding.isPending}
        >
          <IconDotsVertical {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isDynamic && member.how !== 'included' && (
          <Menu.Item
            leftSection={<IconUserPlus {...icon} />}
            title={t('groups.includeHint')}
            onClick={() => deciding.mutate('include')}
          >
            {t('groups.include')}
          </Menu.Item>
        )}
        {isDynamic && member.how !== 'excluded' && (
          <Menu.Item
            leftSection={<IconUserMinus {...icon} />}
            title={t('groups.excludeHint')}
            onClick={() => deciding.mutate('exclude')}
          >
            {t('groups.exclude')}
          </Menu.Item>
        )}
        {isDynamic && member.how !== 'computed' && (
          <Menu.Item leftSection={<IconWand {...icon} />} onClick={() => deciding.mutate('reset')}>
            {t('groups.reset')}
          </Menu.Item>
        )}
        {!isDynamic && (
          <Menu.Item leftSection={<IconUserMinus {...icon} />} onClick={() => deciding.mutate('reset')}>
            {t('groups.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
