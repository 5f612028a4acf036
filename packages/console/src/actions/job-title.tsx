import { useTranslation } from 'react-i18next';
import type { MassAction } from '../api/mass-actions.ts';
import { ChangeList } from './change-list.tsx';
import { deedOf } from './deed-of.ts';
import classes from './job-title.module.css';

/** What an action does: "Administrative data: Room → B12". */
export function JobTitle({ job, withDetail = true }: { readonly job: MassAction; readonly withDetail?: boolean }) {
  const { t } = useTranslation('actions');
  const deed = deedOf(job);
  const title = deed === null ? job.action : t(`deeds.${deed}`);
  return (
    <span className={classes.title}>
      <strong>{job.undoOf === null ? title : t('job.undoOf', { title })}</strong>
      {withDetail && job.summary.length > 0 && <ChangeList changes={job.summary} onlyAfter />}
    </span>
  );
}
