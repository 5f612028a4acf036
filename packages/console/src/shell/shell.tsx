import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { followArrivals } from '../api/live.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { onToastsWanted, toastsAreWanted } from '../ui/toasts-wanted.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { LiveNotice } from './live-notice.tsx';
import { Navigation } from './navigation.tsx';
import { OutdatedNotice } from './outdated-notice.tsx';
import { usePaletteHost } from './palette-host.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useOwnAppearance } from './use-appearance.ts';
import { WarningBanner } from './warning-banner.tsx';

const Toasts = lazyPart(async () => ({ default: (await import('./toasts.tsx')).Toasts }));

/** What is around every page: navigation to the left, search and user above. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { pathname, search } = useLocation();
  const isNarrow = useMediaQuery('(max-width: 60em)', undefined, { getInitialValueInEffect: false });
  const [isOpen, { open, close }] = useDisclosure(false);

  const hasNotices = useSyncExternalStore(onToastsWanted, toastsAreWanted);
  const palette = usePaletteHost();
  useOwnAppearance();
  useEffect(() => followArrivals(queries), [queries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere is done with the navigation
  useEffect(close, [pathname]);

  // A large screen on a wall shows the page alone.
  if (pathname === '/' && search.screen === 'wall') {
    return (
      <main id="content" className={classes.alone} tabIndex={-1}>
        {children}
      </main>
    );
  }
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('common.skipToContent')}
      </a>
      <Navigation isOverlay={isNarrow} isOpen={isOpen} onClose={close} />
      <div className={classes.body}>
        <TopBar
          isNarrow={isNarrow}
          isNavigationOpen={isOpen}
          onOpenNavigation={open}
          onOpenPalette={palette.openPalette}
          onOpenHelp={palette.openHelp}
        />
        <ConnectionNotice />
        <OutdatedNotice />
        <WarningBanner />
        <main id="content" className={classes.content} tabIndex={-1}>
          {children}
        </main>
      </div>
      <LiveNotice />
      {palette.element}
      <Suspense>{hasNotices && <Toasts />}</Suspense>
    </div>
  );
}
