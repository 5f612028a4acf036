import { IconListCheck } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MassAction } from '../api/mass-actions.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobTitle } from './job-title.tsx';
import classes from './jobs-list.module.css';

type JobsListProps = {
  readonly query: UseQueryResult<{ readonly items: readonly MassAction[] }>;
  readonly onShow: (id: number) => void;
};

export function JobsList({ query, onShow }: JobsListProps) {
  const { t } = useTranslation('actions');
  if (query.data === undefined) return <NotLoaded query={query} height={72} />;
  if (query.data.items.length === 0) {
    return (
      <StatePanel icon={<IconListCheck size={24} />} title={t('tray.emptyTitle')}>
        <p>{t('tray.emptyText')}</p>
      </StatePanel>
    );
  }
  return (
    <ul className={classes.list}>
      {query.data.items.map((job) => (
        <li key={job.id}>
          <button type="button" className={classes.job} onClick={() => onShow(job.id)}>
            <span className={classes.head}>
              <JobTitle job={job} />
              <span className={classes.time}>
                <TimeAgo iso={job.finishedAt ?? job.createdAt} />
              </span>
            </span>
            <JobProgress job={job} />
          </button>
        </li>
      ))}
    </ul>
  );
}
