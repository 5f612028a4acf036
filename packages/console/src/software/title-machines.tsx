import { SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupListQuery } from '../api/queries/groups.ts';
import { machinesOfQuery, type SoftwareTitleDetail } from '../api/queries/software.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { AppLink } from '../ui/app-link.tsx';
import { Failure } from '../ui/failure.tsx';
import { OsIcon } from '../ui/os-icon.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { computersAt, hasTitle, lacksTitle, within } from './software-links.ts';
import classes from './title-machines.module.css';
import { TitlePart } from './title-part.tsx';

const FIRST = 8;

/** The first computers that have a title, or lack it, among those of a system, a TAG or a group. */
export function TitleMachines({ title }: { readonly title: SoftwareTitleDetail }) {
  const { t } = useTranslation('software');
  const counted = useCounted('software');
  const [which, setWhich] = useState<'having' | 'lacking'>('having');
  const [os, setOs] = useState('');
  const [tag, setTag] = useState('');
  const [group, setGroup] = useState('');
  const groups = useQuery(groupListQuery({ q: '', page: 1, size: 500, kind: null })).data?.items ?? [];
  const [narrowed] = useDebouncedValue({ os, tag, group }, 250);
  const query = within(which === 'having' ? hasTitle(title) : lacksTitle(title), narrowed);
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
      <fieldset className={classes.within}>
        <legend>{t('page.within')}</legend>
        <TextInput
          size="xs"
          label={t('page.withinOs')}
          maxLength={100}
          value={os}
          onChange={(event) => setOs(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t('page.withinTag')}
          maxLength={100}
          value={tag}
          onChange={(event) => setTag(event.currentTarget.value)}
        />
        <Select
          size="xs"
          label={t('page.withinGroup')}
          placeholder={t('page.anyGroup')}
          clearable
          searchable
          data={[...new Set(groups.map(({ name }) => name))]}
          value={group === '' ? null : group}
          onChange={(value) => setGroup(value ?? '')}
        />
      </fieldset>
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
