import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AdminField, deleteField, type FieldUsage } from '../../api/queries/admin.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { notifyDone } from '../../ui/undo-toast.tsx';

type FieldDeleteProps = {
  readonly field: AdminField;
  readonly usage: FieldUsage | undefined;
  readonly onClose: () => void;
};

/** Deleting a field loses its values: how many is said, and typed where there are any. */
export function FieldDelete({ field, usage, onClose }: FieldDeleteProps) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const { language } = useFormat();
  const queries = useQueryClient();
  const label = (language === 'fr' ? field.label.fr : null) ?? field.label.en;
  const machines = usage?.machines ?? 0;
  const remove = useMutation({
    mutationFn: () => deleteField(field.id),
    onSuccess: () => {
      notifyDone(t('fields.deleted', { label }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['adminFields'] }),
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => remove.mutate()}
      title={t('fields.deleteTitle')}
      confirmLabel={t('delete')}
      consequence={machines === 0 ? t('fields.deleteFree') : counted('fields.deleteLoss', machines)}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      {...(machines === 0 ? {} : { typeToConfirm: String(machines) })}
    >
      <SafeText value={label} wrap /> ({field.name})
    </ConfirmDialog>
  );
}
