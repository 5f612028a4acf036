import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { forgetDevice } from '../api/queries/networks.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type Props = {
  readonly macs: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
};

/** Asks before it is forgotten where devices were seen. */
export function ForgetDialog({ macs, onClose, onDone }: Props) {
  const { t } = useTranslation('networks');
  const counted = useCounted('networks');
  const queries = useQueryClient();
  const forgetting = useMutation({
    mutationFn: async () => {
      for (const mac of macs) await forgetDevice(mac).catch(unlessGone);
    },
    onSuccess: () => {
      notifyDone(counted('devices.forget.done', macs.length));
      onDone?.();
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['networks'] }),
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => forgetting.mutate()}
      title={counted('devices.forget.title', macs.length)}
      consequence={t('devices.forget.text')}
      confirmLabel={t('devices.forget.confirm')}
      isDangerous
      isPending={forgetting.isPending}
      error={forgetting.error}
    />
  );
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError && error.code === 'DEVICE_NOT_FOUND')) throw error;
}
