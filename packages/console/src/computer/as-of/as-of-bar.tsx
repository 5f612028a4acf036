import { Button, TextInput } from '@mantine/core';
import { IconArrowsDiff, IconHistory } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../api/types.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Search } from '../../table/table-state.ts';
import { useAsOf, useGoToMoment } from './as-of.tsx';
import classes from './as-of-bar.module.css';

const dayOf = (iso: string | null): string => {
  if (iso === null) return '';
  const date = new Date(iso);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Picks the day whose end the page shows. */
export function AsOfField({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const at = useAsOf();
  const go = useGoToMoment();
  const search: Search = useSearch({ strict: false });
  return (
    <TextInput
      // An address that was gone to shows its own day; what is being typed is left alone.
      key={search.at ?? ''}
      type="date"
      size="sm"
      className={classes.field}
      leftSection={<span className={classes.prefix}>{t('asOf.prefix')}</span>}
      leftSectionWidth={82}
      aria-label={t('asOf.label')}
      title={t('asOf.hint')}
      defaultValue={dayOf(at)}
      min={dayOf(asset.firstSeenAt)}
      max={dayOf(new Date().toISOString())}
      onChange={(event) => {
        const day = event.currentTarget.value;
        if (day === '') go(null);
        else if (day >= dayOf(asset.firstSeenAt)) go(day);
      }}
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
