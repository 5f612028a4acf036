import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetQuery } from '../api/queries/fleet.ts';
import { ComputerSummary } from '../computer/computer-summary.tsx';
import { ComputerTabs } from '../computer/computer-tabs.tsx';
import { displayText } from '../format/display-text.ts';
import { lastSearch } from '../table/last-search.ts';
import { Failure } from '../ui/failure.tsx';
import classes from './computer-page.module.css';

export function ComputerPage() {
  const { t } = useTranslation();
  const { computerId, tab } = useParams({ from: '/inside/computers/$computerId/{-$tab}' });
  const id = Number(computerId);
  const { data, error, refetch } = useQuery(assetQuery(Number.isSafeInteger(id) && id > 0 ? id : 0));
  const name = data === undefined ? t('computers.title') : displayText(data.name) || t('computer.unnamed');
  useDocumentTitle(`${name} · ${t('common.appName')}`);

  if (data === undefined && error !== null) {
    const action = (
      <Button component={Link} to="/computers" variant="default">
        {t('errors.backToComputers')}
      </Button>
    );
    const isGone = 'status' in error && (error.status === 404 || error.status === 400);
    return <Failure error={error} onRetry={() => void refetch()} action={isGone ? action : undefined} />;
  }
  return (
    <div className={classes.page}>
      <Link to="/computers" search={lastSearch('computers')} className={classes.back}>
        <IconArrowLeft size={16} aria-hidden />
        {t('computer.back')}
      </Link>
      {data === undefined ? (
        <div role="status" aria-label={t('common.loading')} className={classes.page}>
          <Skeleton height={32} width="16rem" />
          <Skeleton height={150} />
          <Skeleton height={320} />
        </div>
      ) : (
        <>
          <ComputerSummary asset={data} />
          {/* Another computer is another page: nothing of the one before stays open. */}
          <ComputerTabs key={data.id} asset={data} tab={tab} />
        </>
      )}
    </div>
  );
}
