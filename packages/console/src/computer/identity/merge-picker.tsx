import { Button, Popover } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../api/types.ts';
import { MachinePicker } from '../machine-picker.tsx';
import { MergeDialog } from './merge-dialog.tsx';

/** Chooses the record to join with this one; the preview of the merge follows. */
export function MergePicker({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const [isOpen, setOpen] = useState(false);
  const [other, setOther] = useState<number | null>(null);
  const pick = (id: number) => {
    setOpen(false);
    setOther(id);
  };
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" width={320} trapFocus>
        <Popover.Target>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowsJoin size={14} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {t('identity.mergeWith')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <MachinePicker label={t('identity.mergeWith')} except={asset.id} onPick={pick} />
        </Popover.Dropdown>
      </Popover>
      <MergeDialog assetId={asset.id} otherId={other} onClose={() => setOther(null)} />
    </>
  );
}
