import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ViewItem } from '../views/views-menu.tsx';
import { ARCHIVED, type Archived } from './list-params.ts';

type ArchivedItemsProps = { readonly archived: Archived; readonly onArchived: (archived: Archived) => void };

/** Whether a list shows archived computers. */
export function ArchivedItems({ archived, onArchived }: ArchivedItemsProps) {
  const { t } = useTranslation('lists');
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('archived.label')}</Menu.Label>
      {ARCHIVED.map((one) => (
        <ViewItem key={one} name={t(`archived.${one}`)} isCurrent={one === archived} onOpen={() => onArchived(one)} />
      ))}
    </>
  );
}
