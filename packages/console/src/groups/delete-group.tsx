import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deleteGroup, groupUsesQuery } from '../api/queries/groups.ts';
import type { AssetGroup } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type DeleteGroupProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly group: AssetGroup;
  readonly onDeleted: () => void;
};

/** Asks before a group is deleted, and says what ends with it. */
export function DeleteGroup({ opened, onClose, group, onDeleted }: DeleteGroupProps) {
  const { t } = useTranslation('query');
  const counted = useCounted('query');
  const queries = useQueryClient();
  const { data: uses } = useQuery({ ...groupUsesQuery(group.id), enabled: opened });
  const deleting = useMutation({
    mutationFn: () => deleteGroup(group.id),
    onSuccess: async () => {
      onDeleted();
      notifyDone(t('groups.deleted', { name: group.name }));
      queries.removeQueries({ queryKey: ['group', group.id] });
      await queries.invalidateQueries({ queryKey: ['groups'] });
      await queries.invalidateQueries({ queryKey: ['search', 'fields'] });
    },
  });
  const searches = uses?.searches ?? [];
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={() => deleting.mutate()}
      title={t('groups.deleteTitle', { name: group.name })}
      consequence={t('groups.deleteConsequence')}
      confirmLabel={t('groups.deleteAction')}
      isDangerous
      isPending={deleting.isPending}
      error={deleting.error}
    >
      <p>{counted('groups.deleteText', group.members)}</p>
      {group.settings > 0 && <p>{counted('groups.deleteSettings', group.settings)}</p>}
      {searches.length > 0 && (
        <p>
          {counted('groups.deleteSearches', searches.length)}{' '}
          <SafeText value={searches.map(({ name }) => name).join(', ')} wrap />
        </p>
      )}
    </ConfirmDialog>
  );
}
