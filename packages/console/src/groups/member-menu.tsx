import { Menu } from '@mantine/core';
import { IconUserMinus, IconUserPlus, IconWand } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeMembers, type MemberAction, type Membership } from '../api/queries/groups.ts';
import type { AssetGroup, GroupMember } from '../api/types.ts';
import { MENU_ICON, RowMenu } from '../table/row-menu.tsx';
import { notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';

/** What takes a decision back: the one before it. */
const BEFORE: Readonly<Record<Membership, MemberAction>> = {
  computed: 'reset',
  included: 'include',
  excluded: 'exclude',
};

/** What is decided by hand about one member. */
export function MemberMenu({ group, member }: { readonly group: AssetGroup; readonly member: GroupMember }) {
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
  return (
    <RowMenu label={t('groups.memberActions', { name: member.name })} width={250} isPending={deciding.isPending}>
      {isDynamic && member.how !== 'included' && (
        <Menu.Item
          leftSection={<IconUserPlus {...MENU_ICON} />}
          title={t('groups.includeHint')}
          onClick={() => deciding.mutate('include')}
        >
          {t('groups.include')}
        </Menu.Item>
      )}
      {isDynamic && member.how !== 'excluded' && (
        <Menu.Item
          leftSection={<IconUserMinus {...MENU_ICON} />}
          title={t('groups.excludeHint')}
          onClick={() => deciding.mutate('exclude')}
        >
          {t('groups.exclude')}
        </Menu.Item>
      )}
      {isDynamic && member.how !== 'computed' && (
        <Menu.Item leftSection={<IconWand {...MENU_ICON} />} onClick={() => deciding.mutate('reset')}>
          {t('groups.reset')}
        </Menu.Item>
      )}
      {!isDynamic && (
        <Menu.Item leftSection={<IconUserMinus {...MENU_ICON} />} onClick={() => deciding.mutate('reset')}>
          {t('groups.remove')}
        </Menu.Item>
      )}
    </RowMenu>
  );
}
