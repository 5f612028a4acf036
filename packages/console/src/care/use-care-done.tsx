import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { setPairState, undoMerges } from '../api/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { notifyUndo } from '../ui/undo-toast.tsx';

/** What follows when somebody has decided about records: the page is asked for again, and the way back is offered. */
export function useCareDone() {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = async () => {
      await Promise.all(['care', 'assets', 'asset'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    };
    return {
      refresh,

      /** @param mergeIds As `mergeRecords` returned them. */
      merged(mergeIds: readonly number[]): void {
        void refresh();
        const undo = async () => {
          await undoMerges(mergeIds);
          await refresh();
        };
        notifyUndo({ message: counted('done.merged', mergeIds.length), undo });
      },

      ignored(assetIds: readonly number[]): void {
        void refresh();
        const undo = async () => {
          await setPairState(assetIds, 'open');
          await refresh();
        };
        notifyUndo({ message: t('done.ignored'), undo });
      },
    };
  }, [t, counted, queries]);
}
