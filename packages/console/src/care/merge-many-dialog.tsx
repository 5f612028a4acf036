import { Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MergeOrder, mergeRecords } from '../api/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useCareDone } from './use-care-done.tsx';

type MergeManyDialogProps = {
  readonly orders: readonly MergeOrder[];
  /** Also when some of them are done. */
  readonly onClose: () => void;
};

/** Merges the records of several groups, each into the one that was heard from last. */
export function MergeManyDialog({ orders, onClose }: MergeManyDialogProps) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const done = useCareDone();
  const [count, setCount] = useState(0);
  // What is chosen stays so while the lists below are asked for again.
  const [fixed] = useState(orders);
  const merging = useMutation({
    mutationFn: async () => {
      const made: number[] = [];
      try {
        for (const order of fixed.slice(count)) {
          made.push(...(await mergeRecords(order)));
          setCount((before) => before + 1);
        }
      } finally {
        if (made.length > 0) done.merged(made);
      }
    },
    onSuccess: onClose,
  });
  const records = fixed.reduce((sum, { mergedIds }) => sum + mergedIds.length + 1, 0);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => merging.mutate()}
      title={counted('many.title', fixed.length)}
      confirmLabel={counted('shared.mergeChosen', fixed.length - count)}
      consequence={t('many.consequence')}
      isPending={merging.isPending}
      error={merging.error}
    >
      <p>{counted('many.text', records)}</p>
      {merging.isPending && (
        <Progress value={(100 * count) / fixed.length} aria-label={t('many.progress')} size="sm" mt="xs" />
      )}
    </ConfirmDialog>
  );
}
