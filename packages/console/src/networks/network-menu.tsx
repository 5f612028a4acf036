import { Menu } from '@mantine/core';
import { IconPencil, IconTagOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Network, removeNetwork } from '../api/queries/networks.ts';
import { displayText } from '../format/display-text.ts';
import { MENU_ICON, RowMenu } from '../table/row-menu.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';

type Props = {
  readonly network: Network;
  readonly onEdit: () => void;
  /** It is not there any more, under this number. */
  readonly onForgotten?: () => void;
};

/** What can be done with one network. */
export function NetworkMenu({ network, onEdit, onForgotten }: Props) {
  const { t } = useTranslation('networks');
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const name = displayText(network.name || `${network.address}/${network.prefix}`);
  const removal = useMutation({
    mutationFn: () => removeNetwork(network.id),
    onSuccess: async () => {
      setAsked(false);
      onForgotten?.();
      await queries.invalidateQueries({ queryKey: ['networks'] });
      notifyDone(t('forget.done', { name }));
    },
  });
  return (
    <>
      <RowMenu label={t('menu.of', { name })} width={220}>
        <Menu.Item leftSection={<IconPencil {...MENU_ICON} />} onClick={onEdit}>
          {network.name === '' ? t('menu.name') : t('menu.edit')}
        </Menu.Item>
        {network.name !== '' && (
          <Menu.Item color="red" leftSection={<IconTagOff {...MENU_ICON} />} onClick={() => setAsked(true)}>
            {t('menu.forget')}
          </Menu.Item>
        )}
      </RowMenu>
      <ConfirmDialog
        opened={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => removal.mutate()}
        title={t('forget.title', { name })}
        consequence={t('forget.text')}
        confirmLabel={t('forget.confirm')}
        isDangerous
        isPending={removal.isPending}
        error={removal.error}
      />
    </>
  );
}
