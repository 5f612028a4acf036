import { Button, Popover } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../api/types.ts';
import { MachinePicker } from './machine-picker.tsx';
import { useOpenMerge } from './use-open-merge.ts';

/** Chooses the record to join with this one; the preview of the merge follows. */
export function MergePicker({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const [isOpen, setOpen] = useState(false);
  const openMerge = useOpenMerge();
  return (
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
        <MachinePicker label={t('identity.mergeWith')} except={asset.id} onPick={(id) => openMerge([asset.id, id])} />
      </Popover.Dropdown>
    </Popover>
  );
}
