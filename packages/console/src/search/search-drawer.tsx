import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchBuilder } from './search-builder.tsx';

export type SearchDrawerProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly query: string;
  /** Shows what a search finds; the drawer is closed then. */
  readonly onShow: (query: string) => void;
};

/** The builder beside a list. */
export function SearchDrawer({ opened, onClose, query, onShow }: SearchDrawerProps) {
  const { t } = useTranslation('query');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(52rem, 100vw)"
      title={t('builder.title')}
      closeButtonProps={{ 'aria-label': t('builder.close') }}
    >
      {opened && (
        <SearchBuilder
          isPanel
          query={query}
          onShow={(next) => {
            onShow(next);
            onClose();
          }}
        />
      )}
    </Drawer>
  );
}
