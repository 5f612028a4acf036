import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type MergeOrder, mergeRecords } from '../api/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { MergeFacts } from './merge-facts.tsx';
import { useCareDone } from './use-care-done.tsx';

type MergeDialogProps = MergeOrder & {
  readonly onClose: () => void;
};

/** Shows what a merge would do, and does it. */
export function MergeDialog({ survivorId, mergedIds, onClose }: MergeDialogProps) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const done = useCareDone();
  const merging = useMutation({
    mutationFn: () => mergeRecords({ survivorId, mergedIds }),
    onSuccess: (mergeIds) => {
      done.merged(mergeIds);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('merge.title')}
      size="min(1100px, 95vw)"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <MergeFacts survivorId={survivorId} mergedIds={mergedIds} />
        <FormFailure error={merging.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={merging.isPending} onClick={() => merging.mutate()}>
            {counted('merge.confirm', mergedIds.length + 1)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
