import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from '../computer-page.module.css';
import { ComparePanel } from './compare-panel.tsx';

/** Two machines, or one at two moments, side by side. */
export function ComparePage() {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  useDocumentTitle(`${t('compare.title')} · ${shell('common.appName')}`);
  return (
    <div className={classes.page}>
      <Title order={1} size="1.35rem">
        {t('compare.title')}
      </Title>
      <ComparePanel />
    </div>
  );
}
