import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsJoin2 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Merge, undoMerges } from '../api/care.ts';
import { mergeListQuery } from '../api/queries/care.ts';
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

/** What was merged, by whom; each can be parted again, the last one into a record first. */
export function MergesView() {
  const { t } = useTranslation('care');
  const done = useCareDone();
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<Merge | null>(null);
  const query = useQuery(mergeListQuery({ limit: PAGE, offset: (page - 1) * PAGE }));
  const undoing = useMutation({
    mutationFn: ({ id }: Merge) => undoMerges([id]),
    onSuccess: () => {
      setAsked(null);
      notifyDone(t('done.parted'));
      void done.refresh();
    },
  });
  if (query.data === undefined) return <NotLoaded query={query} height={200} />;
  if (query.data.total === 0) {
    return (
      <StatePanel icon={<IconArrowsJoin2 size={28} />} title={t('merges.emptyTitle')}>
        <p>{t('merges.emptyText')}</p>
      </StatePanel>
    );
  }
  return (
    <>
      <p className={classes.lead}>{t('merges.lead')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard */}
      <section className={table.scroller} tabIndex={0} aria-label={t('views.merges')}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('merges.at')}</th>
              <th scope="col">{t('merges.survivor')}</th>
              <th scope="col">{t('merges.merged')}</th>
              <th scope="col">{t('merges.by')}</th>
              <th scope="col">{t('merges.state')}</th>
            </tr>
          </thead>
          <tbody>
            {query.data.items.map((merge) => (
              <tr key={merge.id}>
                <td>
                  <TimeAgo iso={merge.at} />
                </td>
                <td>
                  <Link
                    to="/computers/$computerId/{-$tab}"
                    params={{ computerId: String(merge.survivorId) }}
                    search={{}}
                  >
                    <SafeText value={merge.survivorName === '' ? `#${merge.survivorId}` : merge.survivorName} />
                  </Link>
                </td>
                <td>
                  <SafeText value={merge.mergedName === '' ? `#${merge.mergedId}` : merge.mergedName} />
                </td>
                <td>
                  <SafeText value={merge.actor} />
                  {merge.reason !== '' && (
                    <span className={table.role}>
                      <SafeText value={merge.reason} wrap />
                    </span>
                  )}
                </td>
                <td>
                  {merge.undoneAt !== null && (
                    <>
                      {t('merges.undone')} <TimeAgo iso={merge.undoneAt} />
                    </>
                  )}
                  {merge.undoable && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      leftSection={<IconArrowBackUp size={14} aria-hidden />}
                      onClick={() => setAsked(merge)}
                    >
                      {t('merges.undo')}
                    </Button>
                  )}
                  {merge.undoneAt === null && !merge.undoable && t('merges.laterFirst')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <PagePicker page={page} size={PAGE} total={query.data.total} onChange={setPage} />
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked !== null && undoing.mutate(asked)}
        title={t('merges.undoTitle')}
        confirmLabel={t('merges.undo')}
        isPending={undoing.isPending}
        error={undoing.error}
      >
        <p>{t('merges.undoText')}</p>
      </ConfirmDialog>
    </>
  );
}
