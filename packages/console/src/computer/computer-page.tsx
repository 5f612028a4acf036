import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetQuery } from '../api/queries/fleet.ts';
import { displayText } from '../format/display-text.ts';
import { LazyWhyHere } from '../search/lazy-why-here.tsx';
import { BackLink } from '../shell/back-link.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { lastSearch } from '../table/last-search.ts';
import type { Search } from '../table/table-state.ts';
import { Failure } from '../ui/failure.tsx';
import { AsOfProvider } from './as-of/as-of.tsx';
import classes from './computer-page.module.css';
import { MachinePageBody } from './machine-page-body.tsx';
import { MissingMachine } from './missing-machine.tsx';

export function ComputerPage() {
  const { t } = useTranslation();
  const { computerId, tab } = useParams({ from: '/inside/computers/$computerId/{-$tab}' });
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const parsed = Number(computerId);
  const id = Number.isSafeInteger(parsed) && parsed > 0 ? parsed : 0;
  const { data, error, refetch } = useQuery({ ...assetQuery(id), enabled: id > 0 });
  const name = data === undefined ? t('computers.title') : displayText(data.name) || t('computer.unnamed');
  usePageTitle(name);

  const isGone = error !== null && 'status' in error && error.status === 404;
  if (id === 0 || isGone || (data?.mergedInto ?? null) !== null) {
    return (
      <>
        <Title order={1} className={classes.unseen}>
          {t('computers.title')}
        </Title>
        <MissingMachine assetId={id} />
      </>
    );
  }
  if (data === undefined && error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className={classes.page}>
      <BackLink to="/computers" search={lastSearch('computers')}>
        {t('computer.back')}
      </BackLink>
      {search.query !== undefined && search.query !== '' && (
        <LazyWhyHere
          key={`${id} ${search.query}`}
          assetId={id}
          query={search.query}
          onClose={() => void navigate({ to: '.', search: ({ query: _, ...rest }: Search) => rest, replace: true })}
        />
      )}
      {data === undefined ? (
        <div role="status" aria-label={t('common.loading')} className={classes.page}>
          <Skeleton height={32} width="16rem" />
          <Skeleton height={150} />
          <Skeleton height={320} />
        </div>
      ) : (
        <AsOfProvider>
          {/* Another computer is another page: nothing of the one before stays open. */}
          <MachinePageBody key={data.id} asset={data} tab={tab} />
        </AsOfProvider>
      )}
    </div>
  );
}
