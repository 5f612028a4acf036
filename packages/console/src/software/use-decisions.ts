import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  markUnwanted,
  moveSoftware,
  type SoftwareCategory,
  type SoftwareTarget,
  undoMove,
} from '../api/queries/software.ts';
import { displayText } from '../format/display-text.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { notifyDone, notifyFailure, notifyUndo } from '../ui/undo-toast.tsx';
import { useCategoryName } from './category-badge.tsx';

/** What can be decided about titles; each says what it did, with a way back. */
export function useDecisions() {
  const queries = useQueryClient();
  const { t } = useTranslation('software');
  const format = useFormat();
  const counted = useCounted('software');
  const nameOf = useCategoryName();
  return useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: ['software'] });
    async function tell(work: Promise<{ moveId: number; moved: number }>, words: (moved: number) => string) {
      try {
        const { moveId, moved } = await work;
        await refresh();
        if (moved === 0) notifyDone(t('actions.nothing'));
        else notifyUndo({ message: words(moved), undo: () => undoMove(moveId).then(refresh) });
        return true;
      } catch (error) {
        notifyFailure(error);
        return false;
      }
    }
    return {
      move: (target: SoftwareTarget, category: Pick<SoftwareCategory, 'id' | 'code' | 'name'>) =>
        tell(moveSoftware(target, category.id), (moved) =>
          t('actions.moved', {
            count: moved,
            formatted: format.number(moved),
            category: displayText(nameOf(category)),
          }),
        ),
      toRules: (target: SoftwareTarget) =>
        tell(moveSoftware(target, null), (moved) => counted('actions.toRulesDone', moved)),
      unwanted: (target: SoftwareTarget, isUnwanted: boolean) =>
        tell(markUnwanted(target, isUnwanted), (moved) =>
          counted(isUnwanted ? 'actions.unwantedDone' : 'actions.wantedDone', moved),
        ),
    };
  }, [queries, t, format, counted, nameOf]);
}
