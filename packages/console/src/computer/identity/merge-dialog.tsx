import { Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mergeAssets, undoMerge } from '../../api/machine-actions.ts';
import { assetQuery } from '../../api/queries/fleet.ts';
import { MergePreview } from '../../care/merge-preview.tsx';
import { displayText } from '../../format/display-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { notifyUndo } from '../../ui/undo-toast.tsx';

type Props = {
  readonly assetId: number;
  /** The record to join with it; null: the dialog is closed. */
  readonly otherId: number | null;
  readonly onClose: () => void;
};

/** Shows what a merge of two records would make, asks which one stays, and does it. It can be undone. */
export function MergeDialog({ assetId, otherId, onClose }: Props) {
  const { t } = useTranslation('machine');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [survivor, setSurvivor] = useState(assetId);
  const [reason, setReason] = useState('');
  const one = useQuery(assetQuery(assetId));
  const other = useQuery({ ...assetQuery(otherId ?? 0), enabled: otherId !== null });
  const merged = survivor === assetId ? (otherId ?? 0) : assetId;
  const nameOf = (id: number) => `${displayText((id === assetId ? one : other).data?.name ?? '')} (#${id})`;
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['asset'] });
    await queries.invalidateQueries({ queryKey: ['assets'] });
  };
  const merging = useMutation({
    mutationFn: () => mergeAssets(survivor, merged, reason),
    onSuccess: async ([mergeId]) => {
      onClose();
      await navigate({
        to: '/computers/$computerId/{-$tab}',
        params: { computerId: String(survivor), tab: 'identity' },
        search: {},
      });
      await refresh();
      notifyUndo({
        message: t('identity.merged'),
        undo: async () => {
          if (mergeId !== undefined) await undoMerge(mergeId);
          await refresh();
        },
      });
    },
  });
  return (
    <ConfirmDialog
      opened={otherId !== null}
      onClose={() => {
        merging.reset();
        setSurvivor(assetId);
        onClose();
      }}
      onConfirm={() => merging.mutate()}
      title={t('identity.mergeTitle')}
      consequence={t('identity.mergeConsequence')}
      confirmLabel={t('identity.mergeConfirm')}
      isPending={merging.isPending}
      error={merging.error}
    >
      {otherId !== null && (
        <Stack gap="sm">
          <Radio.Group
            label={t('identity.survivor')}
            value={String(survivor)}
            onChange={(value) => setSurvivor(Number(value))}
          >
            <Stack gap={6} mt={4}>
              {[assetId, otherId].map((id) => (
                <Radio key={id} size="sm" value={String(id)} label={nameOf(id)} />
              ))}
            </Stack>
          </Radio.Group>
          <MergePreview survivorId={survivor} mergedId={merged} />
          <TextInput
            size="sm"
            label={t('identity.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Stack>
      )}
    </ConfirmDialog>
  );
}
