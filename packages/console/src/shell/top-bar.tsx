import { Burger } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { JobsTray } from '../actions/jobs-tray.tsx';
import { PaletteButton } from './palette-button.tsx';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

type TopBarProps = {
  readonly isNarrow: boolean;
  readonly isNavigationOpen: boolean;
  readonly onOpenNavigation: () => void;
  readonly onOpenPalette: () => void;
  readonly onOpenHelp: () => void;
};

export function TopBar({ isNarrow, isNavigationOpen, onOpenNavigation, onOpenPalette, onOpenHelp }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <header className={classes.bar}>
      {isNarrow && (
        <Burger
          size="sm"
          opened={isNavigationOpen}
          onClick={onOpenNavigation}
          aria-label={t('shell.openNavigation')}
          aria-expanded={isNavigationOpen}
        />
      )}
      <PaletteButton onOpen={onOpenPalette} />
      <JobsTray />
      <UserMenu onOpenHelp={onOpenHelp} />
    </header>
  );
}
