import { Button } from '@mantine/core';
import { IconArrowsDiff, IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../api/types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { dayOf } from '../../ui/parse-day.ts';
import { useAsOf, useGoToMoment } from './as-of.tsx';
import classes from './as-of-bar.module.css';

/** Picks the day whose end the page shows. */
export function AsOfField({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const at = useAsOf();
  const go = useGoToMoment();
  return (
    <DateField
      size="sm"
      className={classes.field}
      leftSection={<span className={classes.prefix}>{t('asOf.prefix')}</span>}
      leftSectionWidth={82}
      aria-label={t('asOf.label')}
      title={t('asOf.hint')}
      value={at === null ? '' : dayOf(new Date(at))}
      min={dayOf(new Date(asset.firstSeenAt))}
      max={dayOf(new Date())}
      onChange={(day) => go(day === '' ? null : day)}
    />
  );
}

/** Says that the page is not of now, and leads back. */
export function AsOfBanner({ asset, known }: { readonly asset: Asset; readonly known: boolean }) {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const at = useAsOf();
  const go = useGoToMoment();
  if (at === null) return null;
  return (
    <div role="status" className={classes.banner}>
      <IconHistory size={22} stroke={1.75} aria-hidden />
      <div className={classes.said}>
        <b>{t('asOf.banner', { when: format.moment(at) })}</b>
        <p className={classes.text}>{known ? t('asOf.text') : t('asOf.unknown')}</p>
      </div>
      <div className={classes.buttons}>
        <Button size="compact-sm" variant="default" onClick={() => go(null)}>
          {t('asOf.now')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/compare" search={{ a: String(asset.id), from: at }} />}
        >
          {t('asOf.compare')}
        </Button>
      </div>
    </div>
  );
}
