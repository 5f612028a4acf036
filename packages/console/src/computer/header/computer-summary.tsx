import { Badge, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../api/types.ts';
import { fullModel } from '../../format/full-model.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { OsIcon } from '../../ui/os-icon.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './computer-summary.module.css';
import { MachineActions } from './machine-actions.tsx';
import { MachineStatus } from './machine-status.tsx';

/** Who this computer is, or was at the moment shown, in one look. */
export function ComputerSummary({ asset, isPast = false }: { readonly asset: Asset; readonly isPast?: boolean }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card} aria-label={t('computer.summary')}>
      <div className={classes.top}>
        <div className={classes.icon} aria-hidden>
          <OsIcon os={asset.os ?? ''} size={26} />
        </div>
        <div className={classes.names}>
          <Title order={1} size="1.35rem" className={classes.title}>
            <SafeText value={asset.name || t('computer.unnamed')} wrap />
            <CopyButton value={asset.name} />
            {asset.tag !== null && !isPast && (
              <Badge variant="default" tt="none" size="lg" radius="sm" title={t('computers.hints.tag')}>
                <SafeText value={asset.tag} />
              </Badge>
            )}
          </Title>
          <p className={classes.subtitle}>
            <SafeText value={[asset.os, fullModel(asset)].filter(Boolean).join(' · ')} wrap />
          </p>
          {!isPast && <MachineStatus asset={asset} />}
        </div>
        {!isPast && <MachineActions asset={asset} />}
      </div>
      <Facts asset={asset} isPast={isPast} />
    </section>
  );
}

function Facts({ asset, isPast }: { readonly asset: Asset; readonly isPast: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const none = <span className={classes.nothing}>{t('common.none')}</span>;
  const text = (value: string | null): ReactNode => (value ? <SafeText value={value} wrap /> : none);
  const code = (value: string | null): ReactNode =>
    value ? (
      <Copyable value={value}>
        <SafeText value={value} mono />
      </Copyable>
    ) : (
      none
    );
  const memory = asset.memoryMiB === null ? null : format.quantity(asset.memoryMiB, 'MiB');

  const facts: {
    readonly label: string;
    readonly value: ReactNode;
    readonly hint?: string;
    readonly isFurther?: true;
  }[] = [
    { label: t('computers.columns.serial'), value: code(asset.serial) },
    { label: t('computers.columns.user'), value: text(asset.user), hint: t('computers.hints.user') },
    { label: t('computers.columns.ip'), value: code(asset.ip) },
    {
      label: t('computers.columns.memory'),
      value: memory ? <span title={memory.exact ?? undefined}>{memory.text}</span> : none,
    },
    { label: t('computers.columns.cpu'), value: text(asset.cpu), isFurther: true },
    { label: t('computers.columns.osVersion'), value: text(asset.osVersion) },
    { label: t('computers.columns.uuid'), value: code(asset.uuid), isFurther: true },
  ];
  // Of these there is no past.
  const ofNow: typeof facts = [
    {
      label: t('computers.columns.deviceId'),
      value: code(asset.deviceId),
      hint: t('computers.hints.deviceId'),
      isFurther: true,
    },
    { label: t('computers.columns.agent'), value: text(asset.agent), isFurther: true },
    {
      label: t('computers.columns.lastContact'),
      value: <TimeAgo iso={asset.lastContactAt} />,
      hint: t('computers.hints.lastContact'),
    },
    {
      label: t('computers.columns.lastInventory'),
      value: asset.lastInventoryAt === null ? t('common.never') : <TimeAgo iso={asset.lastInventoryAt} />,
      hint: t('computers.hints.lastInventory'),
    },
    {
      label: t('computers.columns.firstSeen'),
      value: <TimeAgo iso={asset.firstSeenAt} />,
      hint: t('computers.hints.firstSeen'),
    },
  ];
  return (
    <dl className={classes.facts}>
      {[...facts, ...(isPast ? [] : ofNow)].map(({ label, value, hint, isFurther }) => (
        <div key={label} className={classes.fact} data-further={isFurther}>
          <dt title={hint}>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
