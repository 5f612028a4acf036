import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MassAction } from '../api/mass-actions.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './job-progress.module.css';

/** How far an action is, or how it ended. */
export function JobProgress({ job }: { readonly job: MassAction }) {
  const { t } = useTranslation('actions');
  const counted = useCounted('actions');
  const format = useFormat();
  const done = job.changed + job.unchanged + job.refused;
  if (job.state === 'running') {
    return (
      <span className={classes.running}>
        <Progress.Root size="sm">
          <Progress.Section
            value={job.total === 0 ? 0 : (100 * done) / job.total}
            aria-label={t('job.progress')}
            color="pine"
          />
        </Progress.Root>
        <span className={classes.words}>
          {t('job.done', { done: format.number(done), total: format.number(job.total) })}
        </span>
      </span>
    );
  }
  return (
    <span className={classes.words}>
      {job.state !== 'done' && (
        <span className={classes.bad}>
          {t(`job.states.${job.state}`)}
          {job.error !== null && (
            <>
              {' '}
              <SafeText value={job.error.message} wrap />
            </>
          )}
        </span>
      )}
      <span>{counted('job.changed', job.changed)}</span>
      {job.unchanged > 0 && <span>{counted('job.unchanged', job.unchanged)}</span>}
      {job.refused > 0 && <span className={classes.bad}>{counted('job.refused', job.refused)}</span>}
      {job.undoneBy !== null && <span>{t('job.undone')}</span>}
    </span>
  );
}
