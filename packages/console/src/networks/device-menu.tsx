import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconEyeOff, IconTag } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Device, identifyDevice, unidentifyDevice } from '../api/queries/networks.ts';
import { MENU_ICON, RowMenu } from '../table/row-menu.tsx';
import { notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import { ForgetDialog } from './forget-dialog.tsx';

type Props = { readonly device: Device; readonly onIdentify: () => void };

/** What can be done with one device. */
export function DeviceMenu({ device, onIdentify }: Props) {
  const { t } = useTranslation('networks');
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { mac, type, description } = device;
  const isIdentified = device.version > 0;
  const refresh = () => queries.invalidateQueries({ queryKey: ['networks'] });
  const taking = useMutation({
    mutationFn: () => unidentifyDevice(mac),
    onSuccess: async () => {
      await refresh();
      const message = t('devices.unidentified', { mac });
      if (type === null || description === null || description === '') return;
      notifyUndo({ message, undo: () => identifyDevice(mac, { type, description }, 0).then(refresh) });
    },
    onError: notifyFailure,
  });
  return (
    <>
      <RowMenu label={t('devices.menu.of', { mac })} width={250} isPending={taking.isPending}>
        <Menu.Item leftSection={<IconTag {...MENU_ICON} />} onClick={onIdentify}>
          {isIdentified ? t('devices.menu.edit') : t('devices.menu.identify')}
        </Menu.Item>
        {isIdentified && (
          <Menu.Item leftSection={<IconArrowBackUp {...MENU_ICON} />} onClick={() => taking.mutate()}>
            {t('devices.menu.unidentify')}
          </Menu.Item>
        )}
        {device.seenAt !== null && (
          <Menu.Item color="red" leftSection={<IconEyeOff {...MENU_ICON} />} onClick={() => setAsked(true)}>
            {t('devices.menu.forget')}
          </Menu.Item>
        )}
      </RowMenu>
      {isAsked && <ForgetDialog macs={[mac]} onClose={() => setAsked(false)} />}
    </>
  );
}
