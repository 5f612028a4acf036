import { useTranslation } from 'react-i18next';
import classes from './nothing.module.css';

/** Stands in a cell where nothing is known. */
export function Nothing() {
  const { t } = useTranslation();
  return <span className={classes.nothing}>{t('common.none')}</span>;
}
