import { Button, Group } from '@mantine/core';
import { IconDeviceDesktopPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../ui/state-panel.tsx';
import classes from './no-computers.module.css';

const steps = ['agent', 'address', 'arrival'] as const;

/** The dashboard of a server that knows no computer yet: how they come, and what will be here then. */
export function NoComputers() {
  const { t } = useTranslation('dashboard');
  return (
    <div className={classes.card}>
      <StatePanel
        icon={<IconDeviceDesktopPlus size={28} />}
        title={t('emptyTitle')}
        action={
          <Group justify="center">
            <Button renderRoot={(props) => <Link to="/add-computers" {...props} />}>{t('emptyAction')}</Button>
          </Group>
        }
      >
        <p>{t('emptyText')}</p>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>{t(`steps.${step}`)}</li>
          ))}
        </ol>
      </StatePanel>
    </div>
  );
}
