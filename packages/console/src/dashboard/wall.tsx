import { Button } from '@mantine/core';
import { IconMaximize, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../ui/logo.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { useTurns } from './use-turns.ts';
import classes from './wall.module.css';

type WallProps = {
  /** When the figures were computed; undefined while they are not known. */
  readonly at: string | undefined;
  readonly onLeave: () => void;
  readonly children: ReactNode;
};

/** The dashboard on a large screen that nobody sits at: bigger, with nothing around it. Escape leaves it. */
export function Wall({ at, onLeave, children }: WallProps) {
  const { t } = useTranslation('dashboard');
  const wall = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  useTurns(wall, head);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.wall = 'true';
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onLeave();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      delete root.dataset.wall;
      window.removeEventListener('keydown', onKey);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [onLeave]);

  return (
    <div className={classes.wall} ref={wall}>
      <div className={classes.head} ref={head}>
        <Logo size={34} />
        <h1 className={classes.title}>{t('title')}</h1>
        {at !== undefined && (
          <span className={classes.at}>
            {t('computed')} <TimeAgo iso={at} />
          </span>
        )}
        <div className={classes.actions}>
          {document.fullscreenEnabled && (
            <Button
              size="sm"
              variant="subtle"
              leftSection={<IconMaximize size={16} aria-hidden />}
              onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
            >
              {t('fullScreen')}
            </Button>
          )}
          <Button size="sm" variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={onLeave}>
            {t('leaveWall')}
          </Button>
        </div>
      </div>
      {children}
    </div>
  );
}
