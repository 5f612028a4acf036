import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../api/types.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import classes from './label-view.module.css';

const QrCode = lazyPart(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** A label to print and stick on the machine; its code leads to this machine's page. */
export function LabelView({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation('machine');
  const { t: shell } = useTranslation();
  const address = new URL(`/computers/${asset.id}`, window.location.href).href;
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          renderRoot={(props) => (
            <Link
              {...props}
              to="/computers/$computerId/{-$tab}"
              params={{ computerId: String(asset.id) }}
              search={{}}
            />
          )}
        >
          {t('label.back')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('whole.print')}
        </Button>
      </div>
      <p className={classes.hint}>{t('label.hint')}</p>
      <section className={classes.label} aria-label={t('label.title')}>
        <div className={classes.code}>
          <Suspense fallback={<span aria-busy />}>
            <QrCode text={address} label={t('label.code', { address })} />
          </Suspense>
        </div>
        <dl className={classes.facts}>
          <div>
            <dt>{shell('computers.columns.name')}</dt>
            <dd className={classes.name}>
              <SafeText value={asset.name || shell('computer.unnamed')} wrap />
            </dd>
          </div>
          {asset.serial !== null && (
            <div>
              <dt>{shell('computers.columns.serial')}</dt>
              <dd>
                <SafeText value={asset.serial} mono wrap />
              </dd>
            </div>
          )}
          {asset.tag !== null && (
            <div>
              <dt>{shell('computers.columns.tag')}</dt>
              <dd>
                <SafeText value={asset.tag} wrap />
              </dd>
            </div>
          )}
        </dl>
      </section>
    </div>
  );
}
