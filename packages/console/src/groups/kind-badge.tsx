import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GroupKind } from '../api/queries/groups.ts';

/** Whether people or a search say who is in a group. */
export function KindBadge({ kind }: { readonly kind: GroupKind }) {
  const { t } = useTranslation('query');
  return (
    <Badge variant="light" color={kind === 'dynamic' ? 'pine' : 'gray'} tt="none" fw={550} miw="max-content">
      {kind === 'dynamic' ? t('groups.dynamicKind') : t('groups.staticKind')}
    </Badge>
  );
}
