import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { massActionTargetsQuery, type TargetState } from '../api/queries/mass-actions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { ChangeList } from './change-list.tsx';
import classes from './job-targets.module.css';
import { RefusalWords } from './refusal-list.tsx';

const PAGE = 50;

type JobTargetsProps = {
  readonly id: number;
  readonly state: TargetState;
  readonly total: number;
  /** Then there is no page to go to. */
  readonly isDeletion: boolean;
};

/** The computers of one outcome, a page at a time. */
export function JobTargets({ id, state, total, isDeletion }: JobTargetsProps) {
  const { t } = useTranslation('actions');
  const format = useFormat();
  const [offset, setOffset] = useState(0);
  const query = useQuery(massActionTargetsQuery(id, { state, limit: PAGE, offset }));
  if (query.data === undefined) return <NotLoaded query={query} height={120} />;
  const last = Math.min(total, offset + PAGE);
  return (
    <>
      <ul className={classes.list} aria-busy={query.isPlaceholderData || undefined}>
        {query.data.items.map(({ assetId, name, reason, detail, changes }) => (
          <li key={assetId}>
            {isDeletion || reason === 'gone' ? (
              <SafeText value={name === '' ? t('job.nameless', { id: assetId }) : name} />
            ) : (
              <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(assetId) }} search={{}}>
                <SafeText value={name} />
              </Link>
            )}
            <span className={classes.what}>
              {reason !== null && <RefusalWords reason={reason} detail={detail} />}
              {changes.length > 0 && <ChangeList changes={changes} />}
            </span>
          </li>
        ))}
      </ul>
      {total > PAGE && (
        <Group gap="sm" mt="xs" justify="space-between">
          <span className={classes.range}>
            {t('job.range', { from: format.number(offset + 1), to: format.number(last), total: format.number(total) })}
          </span>
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              disabled={offset === 0}
              onClick={() => setOffset(offset - PAGE)}
            >
              {t('job.previous')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={last >= total}
              onClick={() => setOffset(offset + PAGE)}
            >
              {t('job.next')}
            </Button>
          </Group>
        </Group>
      )}
    </>
  );
}
