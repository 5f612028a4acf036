import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedRecord } from '../api/care.ts';
import { comparedRecordsQuery } from '../api/queries/care.ts';
import { Failure } from '../ui/failure.tsx';
import { RecordComparison } from './record-comparison.tsx';

type LoadedComparisonProps = {
  readonly assetIds: readonly number[];
  readonly survivorId?: number | null;
  readonly renderChoice?: (record: ComparedRecord) => ReactNode;
};

/** `RecordComparison` of records by their numbers. */
export function LoadedComparison({ assetIds, ...props }: LoadedComparisonProps) {
  const { t } = useTranslation('care');
  const query = useQuery(comparedRecordsQuery(assetIds));
  if (query.data === undefined) {
    if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
    return <Skeleton height={260} role="status" aria-busy aria-label={t('loading')} />;
  }
  return <RecordComparison records={query.data} {...props} />;
}
