import { Burger } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ComputerSearch } from './computer-search.tsx';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

type TopBarProps = {
  readonly isNarrow: boolean;
  readonly isNavigationOpen: boolean;
  readonly onOpenNavigation: () => void;
};

export function TopBar({ isNarrow, isNavigationOpen, onOpenNavigation }: TopBarProps) {
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
      <ComputerSearch />
      <UserMenu />
    </header>
  );
}
