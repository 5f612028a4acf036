import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '../api/queries/session.ts';
import type { ServerFacts } from '../api/types.ts';
import type { en } from '../i18n/en.ts';
import classes from './warning-banner.module.css';

type KnownCode = keyof typeof en.warnings.codes;
const isKnown = (code: string): code is KnownCode => code === ('HTTP_CLEAR_TEXT' satisfies KnownCode);

/** What administrators should know of the way the server runs; it stays until the cause is gone. */
export function WarningBanner() {
  const { t } = useTranslation();
  const { data } = useQuery(serverQuery);
  const words = (warning: ServerFacts['warnings'][number]) =>
    isKnown(warning.code)
      ? { message: t(`warnings.codes.${warning.code}.message`), hint: t(`warnings.codes.${warning.code}.hint`) }
      : warning;
  if (data === undefined || data.warnings.length === 0) return null;
  return (
    <section className={classes.banner} aria-label={t('warnings.title')}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <ul className={classes.list}>
        {data.warnings.map((warning) => {
          const { message, hint } = words(warning);
          return (
            <li key={warning.code}>
              <strong>{message}.</strong> {hint}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
