import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blacklistQuery } from '../api/queries/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { BlacklistForm } from './blacklist-form.tsx';
import { BlacklistTable } from './blacklist-table.tsx';
import classes from './duplicates-page.module.css';

const kinds = ['serial', 'mac', 'uuid', 'name'] as const;

/** Values that many machines have, and that therefore tell nothing about which one it is. */
export function BlacklistsView() {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const navigate = useNavigate();
  const search: Record<string, string> = useSearch({ strict: false });
  const kind = kinds.find((one) => one === search.kind) ?? 'serial';
  const [filter, setFilter] = useState('');
  const query = useQuery(blacklistQuery(kind));
  const wanted = filter.trim().toLowerCase();
  const shown = query.data?.filter(({ value }) => value.toLowerCase().includes(wanted)) ?? [];
  return (
    <>
      <p className={classes.lead}>{t('blacklists.lead')}</p>
      <SegmentedControl
        className={classes.choice}
        aria-label={t('blacklists.kind')}
        value={kind}
        onChange={(next) => {
          setFilter('');
          void navigate({ to: '/duplicates', search: { view: 'blacklists', kind: next } });
        }}
        data={kinds.map((value) => ({ value, label: t(`blacklists.kinds.${value}`) }))}
      />
      <p className={classes.lead}>{t(`blacklists.about.${kind}`)}</p>
      <BlacklistForm key={`${kind} ${search.value ?? ''}`} kind={kind} initial={search.value ?? ''} />
      {query.data === undefined ? (
        <NotLoaded query={query} height={240} />
      ) : (
        <>
          <TextInput
            label={t('blacklists.filter')}
            description={counted('blacklists.values', query.data.filter(({ listed }) => listed).length)}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            maw={360}
          />
          <BlacklistTable kind={kind} entries={shown} />
        </>
      )}
    </>
  );
}
