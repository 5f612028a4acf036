import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { machinesOfQuery, type SoftwareAmong, type SoftwareTitleDetail } from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { OsIcon } from '../ui/os-icon.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { computersAt, hasTitle, lacksTitle, within } from './software-links.ts';
import classes from './title-machines.module.css';
import { TitlePart } from './title-part.tsx';

const FIRST = 8;

type Props = { readonly title: SoftwareTitleDetail; readonly among: SoftwareAmong };

/** The first computers that have a title, or lack it. */
export function TitleMachines({ title, among }: Props) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const [which, setWhich] = useState<'having' | 'lacking'>('having');
  const query = within(which === 'having' ? hasTitle(title) : lacksTitle(title), among);
  const { data, error, refetch, isFetching } = useQuery(machinesOfQuery(query, FIRST));
  return (
    <TitlePart
      title={t('page.machines')}
      aside={
        <SegmentedControl
          size="xs"
          value={which}
          onChange={(value) => setWhich(value === 'lacking' ? 'lacking' : 'having')}
          data={[
            { value: 'having', label: t('page.having') },
            { value: 'lacking', label: t('page.lacking') },
          ]}
        />
      }
    >
      {error !== null && data === undefined ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy={isFetching} className={classes.result}>
          {data !== undefined && data.total === 0 && (
            <Text c="dimmed">{which === 'having' ? t('page.noneHas') : t('page.noneLacks')}</Text>
          )}
          <ul className={classes.list}>
            {(data?.items ?? []).map((asset) => (
              <li key={asset.id}>
                <OsIcon os={asset.os ?? ''} />
                <Link
                  to="/computers/$computerId/{-$tab}"
                  params={{ computerId: String(asset.id) }}
                  search={{}}
                  className={classes.name}
                >
                  <SafeText value={asset.name} />
                </Link>
                <span className={classes.about}>
                  <SafeText value={[asset.os, asset.user, asset.tag].filter(Boolean).join(' · ')} />
                </span>
              </li>
            ))}
          </ul>
          {data !== undefined && data.total > 0 && (
            <AppLink href={computersAt(query)} className={classes.all}>
              {counted('page.showAll', data.total)}
            </AppLink>
          )}
        </div>
      )}
    </TitlePart>
  );
}
