import { Loader } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { connection, onConnection } from '../api/connection.ts';
import classes from './connection-notice.module.css';

/** A connection that is back within this time was not worth a word. */
const PATIENCE_MS = 1_500;

/** Says that the server is away, as long as it is; the page comes back by itself. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const state = useSyncExternalStore(onConnection, connection);
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (state === 'open') return setTold(false);
    const timer = window.setTimeout(() => setTold(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [state]);
  return (
    <div role="status">
      {isTold && (
        <p className={classes.notice}>
          <Loader size={14} color="currentColor" aria-hidden />
          {t('shell.connectionLost')}
        </p>
      )}
    </div>
  );
}
