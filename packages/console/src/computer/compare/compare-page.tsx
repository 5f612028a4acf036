import { useTranslation } from 'react-i18next';
import { Page } from '../../shell/page.tsx';
import { ComparePanel } from './compare-panel.tsx';

/** Two machines, or one at two moments, side by side. */
export function ComparePage() {
  const { t } = useTranslation('machine');
  return (
    <Page title={t('compare.title')}>
      <ComparePanel />
    </Page>
  );
}
