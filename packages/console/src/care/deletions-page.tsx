import { Alert, Button } from '@mantine/core';
import { IconInfoCircle, IconTrashOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearDeletions } from '../api/care.ts';
import { deletionListQuery, traceDeletedQuery } from '../api/queries/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Page } from '../shell/page.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { notifyDone } from '../ui/undo-toast.tsx';
import classes from './duplicates-page.module.css';
import table from './merge-facts.module.css';
import { PagePicker } from './page-picker.tsx';
import { useCareDone } from './use-care-done.tsx';

const PAGE = 50;

/** What was deleted and merged, for programs that follow the inventory from outside. */
export function DeletionsPage() {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const format = useFormat();
  const done = useCareDone();
  const [page, setPage] = useState(1);
  const [isAsking, setIsAsking] = useState(false);
  const query = useQuery(deletionListQuery({ limit: PAGE, offset: (page - 1) * PAGE }));
  const traced = useQuery(traceDeletedQuery);
  const clearing = useMutation({
    mutationFn: () => clearDeletions(query.data?.total ?? 0),
    onSuccess: ({ cleared }) => {
      setIsAsking(false);
      setPage(1);
      notifyDone(counted('deletions.cleared', cleared));
      void done.refresh();
    },
  });
  return (
    <Page
      title={t('deletions.title')}
      lead={t('deletions.lead')}
      actions={
        query.data !== undefined &&
        query.data.total > 0 && (
          <Button variant="default" onClick={() => setIsAsking(true)}>
            {t('deletions.clear')}
          </Button>
        )
      }
    >
      {traced.data === false && (
        <Alert variant="light" icon={<IconInfoCircle aria-hidden />} title={t('deletions.offTitle')}>
          {t('deletions.offText')}
        </Alert>
      )}
      <NotLoaded query={query} height={200} />
      {query.data?.total === 0 && (
        <StatePanel icon={<IconTrashOff aria-hidden />} title={t('deletions.emptyTitle')}>
          <p>{t('deletions.emptyText')}</p>
        </StatePanel>
      )}
      {query.data !== undefined && query.data.items.length > 0 && (
        <>
          <p className={classes.lead}>{counted('deletions.total', query.data.total)}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
          <section className={table.scroller} tabIndex={0} aria-label={t('deletions.title')}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('deletions.at')}</th>
                  <th scope="col">{t('deletions.number')}</th>
                  <th scope="col">{t('deletions.deviceId')}</th>
                  <th scope="col">{t('deletions.became')}</th>
                </tr>
              </thead>
              <tbody>
                {query.data.items.map(({ id, at, deleted, deletedDeviceId, equivalent }) => (
                  <tr key={id}>
                    <td>
                      <TimeAgo iso={at} />
                    </td>
                    <td>{format.number(deleted)}</td>
                    <td>
                      <SafeText value={deletedDeviceId} mono wrap />
                    </td>
                    <td>
                      {equivalent === null ? (
                        t('deletions.gone')
                      ) : (
                        <Link
                          to="/computers/$computerId/{-$tab}"
                          params={{ computerId: String(equivalent) }}
                          search={{}}
                        >
                          {t('deletions.merged', { id: equivalent })}
                        </Link>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <PagePicker page={page} size={PAGE} total={query.data.total} onChange={setPage} />
        </>
      )}
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        onConfirm={() => clearing.mutate()}
        title={t('deletions.clear')}
        confirmLabel={counted('deletions.confirm', query.data?.total ?? 0)}
        consequence={t('deletions.consequence')}
        isDangerous
        isPending={clearing.isPending}
        error={clearing.error}
      />
    </Page>
  );
}
