import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ComparedRecord } from '../api/care.ts';
import { comparedRecordsQuery } from '../api/queries/care.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { RecordComparison } from './record-comparison.tsx';

type LoadedComparisonProps = {
  readonly assetIds: readonly number[];
  readonly survivorId?: number | null;
  readonly renderChoice?: (record: ComparedRecord) => ReactNode;
};

/** `RecordComparison` of records by their numbers. */
export function LoadedComparison({ assetIds, ...props }: LoadedComparisonProps) {
  const query = useQuery(comparedRecordsQuery(assetIds));
  if (query.data === undefined) return <NotLoaded query={query} height={260} />;
  return <RecordComparison records={query.data} {...props} />;
}
