import { useTranslation } from 'react-i18next';
import classes from './failure-code.module.css';
import type { FailureWords } from './failure-words.ts';

/** Under what the reference of errors, and the server's log, have more of it. */
export function FailureCode({ words: { code, requestId } }: { readonly words: FailureWords }) {
  const { t } = useTranslation();
  if (code === '' && requestId === '') return null;
  return (
    <p className={classes.code}>
      {code !== '' && <code>{code}</code>}{' '}
      {requestId !== '' && (
        <span>
          {t('errors.requestId')} <code>{requestId}</code>
        </span>
      )}
    </p>
  );
}
