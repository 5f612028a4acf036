import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../ui/state-panel.tsx';

export function NotFoundPage() {
  const { t } = useTranslation();
  const action = (
    <Button component={Link} to="/computers" variant="default">
      {t('errors.backToComputers')}
    </Button>
  );
  return (
    <StatePanel icon={<IconMapQuestion size={28} />} title={t('errors.notFoundTitle')} action={action}>
      <p>{t('errors.notFoundHint')}</p>
    </StatePanel>
  );
}
