import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Leads to the page that shows what a merge of records would do, and does it. */
export function useOpenMerge(): (ids: readonly number[]) => void {
  const router = useRouter();
  return useCallback((ids) => router.history.push(`/duplicates?merge=${ids.join(',')}`), [router]);
}
