import { Button } from '@mantine/core';
import { IconRouter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { DeviceTable } from './device-table.tsx';

/** Every device that was seen on a network, or identified. */
export function DevicesPage() {
  const { t } = useTranslation('networks');
  return (
    <Page layout="fill" title={t('devices.title')} lead={t('devices.lead')}>
      <DeviceTable
        networkId={null}
        label={t('devices.title')}
        empty={
          <StatePanel
            icon={<IconRouter size={28} />}
            title={t('devices.emptyTitle')}
            action={
              <Button component={Link} to="/networks" variant="default">
                {t('devices.emptyAction')}
              </Button>
            }
          >
            <p>{t('devices.emptyText')}</p>
          </StatePanel>
        }
      />
    </Page>
  );
}
