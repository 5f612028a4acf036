import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SoftwareTitle } from '../api/queries/software.ts';
import classes from './unwanted-mark.module.css';

/** Says of a title that it, or some of its versions, are unwanted. */
export function UnwantedMark({
  unwanted,
  short = false,
}: Pick<SoftwareTitle, 'unwanted'> & { readonly short?: boolean }) {
  const { t } = useTranslation('software');
  if (unwanted === 'no') return null;
  const label = unwanted === 'yes' ? t('unwanted') : t('unwantedSome');
  return (
    <span className={classes.mark} title={label} data-some={unwanted === 'some' || undefined}>
      <IconAlertTriangle size={14} stroke={2} aria-hidden />
      <span className={short ? classes.unseen : undefined}>{label}</span>
    </span>
  );
}
