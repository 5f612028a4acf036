import { Badge, Button, Text } from '@mantine/core';
import { IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MassActionBar } from '../actions/mass-action-bar.tsx';
import { selectionOf } from '../api/queries/fleet.ts';
import { groupMembersQuery, type Membership } from '../api/queries/groups.ts';
import type { AssetGroup, GroupMember } from '../api/types.ts';
import { useFormat } from '../i18n/use-format.ts';
import { computerColumns } from '../lists/computer-columns.tsx';
import { useOpenComputer } from '../lists/use-open-computer.ts';
import { DataTable } from '../table/data-table.tsx';
import { ListChoice } from '../table/list-choice.tsx';
import { plainColumn, type TableColumn } from '../table/table-column.ts';
import { tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { useListChoice } from '../table/use-list-choice.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { AddMembers } from './add-members.tsx';
import { MemberMenu } from './member-menu.tsx';

const DEFAULTS = tableDefaults('name');
const SHOWN = ['name', 'os', 'model', 'user', 'ip', 'lastContactAt'];
const HOWS = ['computed', 'included', 'excluded'] as const;

/** Who is in a group and how; what is decided by hand is decided here. */
export function GroupMembers({ group }: { readonly group: AssetGroup }) {
  const { t } = useTranslation('query');
  const open = useOpenComputer();
  const [how, setHow] = useListChoice('how', HOWS);
  const list = useList(DEFAULTS, (state) => groupMembersQuery(group.id, state, how));
  const [isAdding, setAdding] = useState(false);
  const columns = useMemberColumns(group);
  const hows = group.kind === 'dynamic' ? HOWS : (['included', 'excluded'] as const);
  return (
    <>
      <DataTable
        {...list}
        id="group-members"
        label={t('groups.tabMembers')}
        columns={columns}
        onOpen={open}
        filterLabel={t('groups.filterMembers')}
        heading={
          (group.kind === 'dynamic' || how !== null) && (
            <ListChoice
              label={t('groups.how')}
              all={t('groups.howAll')}
              choices={hows.map((value) => ({ value, label: t(`groups.${value}`) }))}
              value={how}
              onChange={setHow}
            />
          )
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
          // What is filtered here, or kept out, no search of computers says.
          whole: how === null && list.state.q === '' ? selectionOf('', { query: `group:${group.id}` }) : null,
          renderActions: (target, count, onDone) => <MassActionBar target={target} count={count} onDone={onDone} />,
        }}
        empty={<NoMembers group={group} how={how} onAdd={() => setAdding(true)} />}
      />
      <AddMembers opened={isAdding} onClose={() => setAdding(false)} group={group} />
    </>
  );
}

function useMemberColumns(group: AssetGroup): TableColumn<GroupMember>[] {
  const { t } = useTranslation('query');
  const { t: shell } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    const [first, ...others] = computerColumns(shell, format)
      .filter(({ id }) => SHOWN.includes(id))
      .map((column): TableColumn<GroupMember> => ({ ...column, optional: false }));
    return [
      ...(first === undefined ? [] : [first]),
      plainColumn<GroupMember>('how', t('groups.howColumn'), ({ how }) => <HowBadge how={how} />),
      ...others,
      plainColumn<GroupMember>('actions', t('saved.actionsColumn'), (member) => (
        <MemberMenu group={group} member={member} />
      )),
    ];
  }, [t, shell, format, group]);
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
