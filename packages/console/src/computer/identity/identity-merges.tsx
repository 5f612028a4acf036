import { Badge, Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { undoMerge } from '../../api/machine-actions.ts';
import type { Identity } from '../../api/machine-types.ts';
import type { Asset } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { notifyDone } from '../../ui/undo-toast.tsx';
import { Panel } from '../panel.tsx';
import classes from './identity-tab.module.css';
import { MergePicker } from './merge-picker.tsx';

type Props = { readonly asset: Asset; readonly merges: Identity['merges'] };

/** Records that were joined with this one; the last of those that stand can be undone. */
export function IdentityMerges({ asset, merges }: Props) {
  const { t } = useTranslation('machine');
  const queries = useQueryClient();
  const [undoing, setUndoing] = useState<number | null>(null);
  const last = merges.find((merge) => merge.undoneAt === null && merge.survivorId === asset.id);
  const undo = useMutation({
    mutationFn: (id: number) => undoMerge(id),
    onSuccess: async ({ restoredId }) => {
      setUndoing(null);
      await queries.invalidateQueries({ queryKey: ['asset'] });
      await queries.invalidateQueries({ queryKey: ['assets'] });
      notifyDone(
        <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(restoredId) }} search={{}}>
          {t('identity.undone', { id: restoredId })}
        </Link>,
      );
    },
  });
  return (
    <Panel
      id="merges"
      title={t('identity.merges')}
      hint={t('identity.mergesHint')}
      action={<MergePicker asset={asset} />}
    >
      {merges.length === 0 && (
        <Text c="dimmed" size="sm" p="md">
          {t('identity.noMerges')}
        </Text>
      )}
      <ul className={classes.list}>
        {merges.map((merge) => (
          <li key={merge.id} className={classes.item} data-undone={merge.undoneAt !== null || undefined}>
            <p className={classes.lead}>
              {t('identity.mergedRecord', { merged: merge.mergedId, survivor: merge.survivorId })}{' '}
              <span className={classes.when}>
                <TimeAgo iso={merge.at} /> · <SafeText value={merge.actor} />
              </span>{' '}
              {merge.undoneAt !== null && (
                <Badge size="sm" variant="default" tt="none">
                  {t('identity.wasUndone')}
                </Badge>
              )}
            </p>
            {merge.reason !== '' && (
              <p className={classes.reasonText}>
                <SafeText value={merge.reason} wrap />
              </p>
            )}
            {merge === last && (
              <Button size="compact-sm" variant="default" onClick={() => setUndoing(merge.id)}>
                {t('identity.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={undoing !== null}
        onClose={() => {
          undo.reset();
          setUndoing(null);
        }}
        onConfirm={() => undoing !== null && undo.mutate(undoing)}
        title={t('identity.undoTitle')}
        confirmLabel={t('identity.undo')}
        isPending={undo.isPending}
        error={undo.error}
      >
        {t('identity.undoText')}
      </ConfirmDialog>
    </Panel>
  );
}
