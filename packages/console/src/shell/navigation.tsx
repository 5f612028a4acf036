import { FocusTrap } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '../api/queries/session.ts';
import { readRemembered, remember } from '../table/remembered.ts';
import { Logo } from '../ui/logo.tsx';
import classes from './navigation.module.css';
import { placeGroups } from './places.ts';

type NavigationProps = {
  /** On narrow screens it lies over the page while it is open. */
  readonly isOverlay: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function Navigation({ isOverlay, isOpen, onClose }: NavigationProps) {
  const { t } = useTranslation();
  const [isSlim, setSlim] = useState(() => readRemembered('navigation') === 'slim');
  const server = useQuery(serverQuery);
  const toggle = () => {
    remember('navigation', isSlim ? null : 'slim');
    setSlim(!isSlim);
  };
  if (isOverlay && !isOpen) return null;

  const slim = isSlim && !isOverlay;
  const SlimIcon = slim ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const slimName = slim ? t('shell.expandNavigation') : t('shell.collapseNavigation');
  return (
    <>
      {isOverlay && <div className={classes.veil} onClick={onClose} aria-hidden />}
      <FocusTrap active={isOverlay}>
        <nav
          aria-label={t('shell.navigation')}
          className={classes.side}
          data-slim={slim || undefined}
          data-overlay={isOverlay || undefined}
          onKeyDown={(event) => {
            if (isOverlay && event.key === 'Escape') onClose();
          }}
        >
          <div className={classes.top}>
            <Link to="/" search={{}} className={classes.brand} aria-label={t('common.appName')}>
              <Logo size={30} />
              <span className={classes.word}>{t('common.appName')}</span>
            </Link>
            {isOverlay && (
              <button type="button" className={classes.tool} aria-label={t('shell.closeNavigation')} onClick={onClose}>
                <IconX size={20} aria-hidden />
              </button>
            )}
          </div>
          <div className={classes.places}>
            {placeGroups.map(({ key: group, places }) => (
              <section key={group} className={classes.group} aria-label={t(group)}>
                <p className={classes.groupName} aria-hidden>
                  {t(group)}
                </p>
                {places.map(({ to, key, Icon }) => (
                  <Link
                    key={to}
                    to={to}
                    activeOptions={{ exact: to === '/' }}
                    className={classes.place}
                    activeProps={{ 'data-active': true, 'aria-current': 'page' }}
                    title={slim ? t(key) : undefined}
                    aria-label={t(key)}
                  >
                    <Icon size={20} stroke={1.75} aria-hidden />
                    <span className={classes.placeName}>{t(key)}</span>
                  </Link>
                ))}
              </section>
            ))}
          </div>
          <div className={classes.bottom}>
            {server.data !== undefined && (
              <span className={classes.version}>{t('shell.version', { version: server.data.version })}</span>
            )}
            {!isOverlay && (
              <button type="button" className={classes.tool} aria-label={slimName} title={slimName} onClick={toggle}>
                <SlimIcon size={20} stroke={1.75} aria-hidden />
              </button>
            )}
          </div>
        </nav>
      </FocusTrap>
    </>
  );
}
