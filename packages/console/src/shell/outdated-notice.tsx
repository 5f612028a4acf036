import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { onOutdated, pageIsOutdated } from '../ui/outdated.ts';
import classes from './connection-notice.module.css';

/** Says that the server was updated below a page into which somebody typed something. */
export function OutdatedNotice() {
  const { t } = useTranslation();
  const isOutdated = useSyncExternalStore(onOutdated, pageIsOutdated);
  return (
    <div role="status">
      {isOutdated && (
        <p className={classes.notice}>
          <span>{t('shell.outdated')}</span>
          <Button size="compact-xs" variant="default" onClick={() => window.location.reload()}>
            {t('shell.reload')}
          </Button>
        </p>
      )}
    </div>
  );
}
