import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MergeOrder } from '../api/care.ts';
import { comparedRecordsQuery, mergePreviewQuery } from '../api/queries/care.ts';
import { useAdminWords } from '../computer/administration/use-admin-words.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { Failure } from '../ui/failure.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './merge-facts.module.css';
import { RecordComparison } from './record-comparison.tsx';

const rooms = ['adminData', 'groups', 'settings'] as const;

/** The records side by side, and what the one that stays will have of each. */
export function MergeFacts({ survivorId, mergedIds }: MergeOrder) {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const admin = useAdminWords();
  const inWords = (room: string, subject: string, value: unknown) =>
    room === 'adminData' && typeof value === 'string' ? admin.value(subject, value) : value;
  const ids = [survivorId, ...mergedIds];
  const records = useQuery(comparedRecordsQuery(ids));
  const preview = useQuery(mergePreviewQuery({ survivorId, mergedIds }));
  const failed = records.isError ? records : preview.isError ? preview : null;
  if (failed !== null) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (records.data === undefined || preview.data === undefined) {
    return <Skeleton height={220} role="status" aria-busy aria-label={t('loading')} />;
  }
  const { facts, changes, notes } = preview.data;
  const nameOf = (id: number) => records.data.find(({ asset }) => asset.id === id)?.asset.name ?? '';

  return (
    <div className={classes.preview}>
      <h3 className={classes.heading}>{t('merge.outcome')}</h3>
      <ul className={classes.moves}>
        <li>{t('merge.inventory', { name: nameOf(survivorId) })}</li>
        <li>{counted('merge.changes', changes)}</li>
        {notes > 0 && <li>{counted('merge.notes', notes)}</li>}
        <li>{t('merge.undo')}</li>
      </ul>
      {facts.length === 0 ? (
        <p className={classes.none}>{t('merge.noFacts')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard
        <section className={classes.scroller} tabIndex={0} aria-label={t('merge.outcome')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('merge.subject')}</th>
                {ids.map((id, i) => (
                  <th key={id} scope="col">
                    <SafeText value={nameOf(id)} />
                    <span className={classes.role}>{t(i === 0 ? 'merge.stays' : 'merge.goes')}</span>
                  </th>
                ))}
                <th scope="col">{t('merge.afterwards')}</th>
              </tr>
            </thead>
            <tbody>
              {facts.map(({ room, subject, values, result }) => (
                <tr key={`${room} ${subject}`}>
                  <th scope="row">
                    <SafeText value={room === 'adminData' ? admin.label(subject) : subject} />
                    <span className={classes.role}>
                      {t(`merge.rooms.${rooms.find((one) => one === room) ?? 'adminData'}`)}
                    </span>
                  </th>
                  {values.map((value, i) => (
                    <td key={ids[i]}>
                      <Fact value={inWords(room, subject, value)} />
                    </td>
                  ))}
                  <td data-changed={JSON.stringify(values[0]) !== JSON.stringify(result) || undefined}>
                    <Fact value={inWords(room, subject, result)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <h3 className={classes.heading}>{t('compare.label')}</h3>
      <RecordComparison records={records.data} survivorId={survivorId} />
    </div>
  );
}

function Fact({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('care');
  if (value === null || value === undefined) return <span className={classes.none}>{t('merge.nothing')}</span>;
  if (value === 'include' || value === 'exclude') return t(`merge.decisions.${value}`);
  return <SafeText value={Array.isArray(value) ? value.join(', ') : String(value)} wrap />;
}
