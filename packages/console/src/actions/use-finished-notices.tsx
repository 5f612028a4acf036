import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type MassAction, undoMassAction } from '../api/mass-actions.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { notifyDone, notifyUndo } from '../ui/undo-toast.tsx';
import { deedOf } from './deed-of.ts';
import { rememberStarted, takeStarted } from './started-here.ts';

/** Tells the end of what was begun on this page, with the way back where there is one. */
export function useFinishedNotices(jobs: readonly MassAction[] | undefined): void {
  const { t } = useTranslation('actions');
  const counted = useCounted('actions');
  const queries = useQueryClient();
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (job.state === 'running' || !takeStarted(job.id)) continue;
      for (const key of ['assets', 'asset', 'groups', 'group']) void queries.invalidateQueries({ queryKey: [key] });
      const deed = deedOf(job);
      const title = deed === null ? job.action : t(`deeds.${deed}`);
      const parts = [
        job.undoOf === null ? title : t('job.undoOf', { title }),
        counted('job.changed', job.changed),
        ...(job.refused > 0 ? [counted('job.refused', job.refused)] : []),
      ];
      const message = parts.join(' · ');
      if (!job.undoable) {
        notifyDone(message);
        continue;
      }
      const undo = async () => {
        const { id } = await undoMassAction(job);
        rememberStarted(id);
        await queries.invalidateQueries({ queryKey: ['massActions'] });
      };
      notifyUndo({ message, undo });
    }
  }, [jobs, t, counted, queries]);
}
