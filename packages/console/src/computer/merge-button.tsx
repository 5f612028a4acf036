import { Button } from '@mantine/core';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../ui/app-link.tsx';

/** Leads to the page that shows what a merge would do, and does it. */
export function MergeButton({ ids }: { readonly ids: readonly number[] }) {
  const { t } = useTranslation('machine');
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconArrowsJoin size={14} aria-hidden />}
      renderRoot={(props) => <AppLink {...props} href={`/duplicates?merge=${ids.join(',')}`} />}
    >
      {t('identity.merge')}
    </Button>
  );
}
