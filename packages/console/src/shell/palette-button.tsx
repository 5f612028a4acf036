import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './palette-button.module.css';

/** Looks like the field that it opens. */
export function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <search className={classes.search}>
      <UnstyledButton
        className={classes.button}
        onClick={onOpen}
        title={t('shell.searchLabel')}
        aria-keyshortcuts="Control+K Meta+K /"
        aria-haspopup="dialog"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.text}>{t('shell.searchPlaceholder')}</span>
        <kbd className={classes.keys}>{isApple() ? '⌘K' : 'Ctrl K'}</kbd>
      </UnstyledButton>
    </search>
  );
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
