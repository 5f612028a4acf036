import { Button, Progress } from '@mantine/core';
import { IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isSignedOut } from '../../api/api-error.ts';
import { endSession } from '../../api/session.ts';
import { upload } from '../../api/upload.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { failureWords } from '../../ui/failure-words.ts';
import { FileDrop } from '../../ui/file-drop.tsx';
import { SafeText } from '../../ui/safe-text.tsx';
import { AdminPage } from '../admin-page.tsx';
import card from '../card.module.css';
import { UnsavedGuard } from '../unsaved-guard.tsx';
import { type UploadItem, useUploadQueue } from '../upload-queue.ts';
import classes from './import-page.module.css';
import { type ImportReport, summaryOf } from './import-summary.ts';

/** Inventories of machines without a network, from files. */
export function ImportPage() {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const queries = useQueryClient();
  const queue = useUploadQueue<ImportReport>(async (file, onProgress) => {
    try {
      const url = `/api/v1/imports?name=${encodeURIComponent(file.name.slice(-255))}`;
      return (await upload({ method: 'POST', url, file, onProgress })) as ImportReport; // safe: the API says so
    } catch (error) {
      if (isSignedOut(error)) endSession(queries);
      throw error;
    } finally {
      void queries.invalidateQueries({ queryKey: ['assets'] });
    }
  });
  const { items } = queue;
  const summary = summaryOf(items);
  const failed = items.filter(({ state }) => state.kind === 'failed');
  return (
    <AdminPage title={t('imports.title')} lead={t('imports.lead')}>
      <UnsavedGuard isDirty={queue.isBusy} />
      <FileDrop
        title={t('imports.drop')}
        hint={t('imports.dropHint')}
        buttonLabel={t('imports.choose')}
        isMultiple
        onFiles={queue.add}
      />
      {items.length > 0 && (
        <section className={card.card} aria-label={t('imports.files')}>
          <div className={`${card.padded} ${card.row}`} role="status">
            <strong>{counted('imports.progress', summary.over)}</strong>
            <span>{counted('imports.created', summary.created)}</span>
            <span>{counted('imports.updated', summary.updated)}</span>
            <span className={summary.refused > 0 ? card.bad : undefined}>
              {counted('imports.refused', summary.refused)}
            </span>
            <span className={classes.tools}>
              {failed.length > 0 && (
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconRefresh size={14} aria-hidden />}
                  onClick={() => queue.retry(failed)}
                >
                  {counted('imports.retry', failed.length)}
                </Button>
              )}
              <Button size="compact-sm" variant="default" disabled={queue.isBusy} onClick={queue.clear}>
                {t('imports.clear')}
              </Button>
            </span>
          </div>
          <ul className={classes.list}>
            {items.map((item) => (
              <ImportRow key={item.id} item={item} onRetry={() => queue.retry([item])} />
            ))}
          </ul>
        </section>
      )}
      <p className={card.hint}>{t('imports.limits')}</p>
    </AdminPage>
  );
}

type ImportRowProps = { readonly item: UploadItem<ImportReport>; readonly onRetry: () => void };

function ImportRow({ item: { file, state }, onRetry }: ImportRowProps) {
  const { t } = useTranslation('admin');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const isBad = state.kind === 'failed' || (state.kind === 'done' && state.result.failed.length > 0);
  return (
    <li className={classes.row}>
      <span className={classes.sign} data-tone={isBad ? 'bad' : state.kind} aria-hidden>
        {isBad ? <IconX size={16} /> : state.kind === 'done' ? <IconCheck size={16} /> : <IconClock size={16} />}
      </span>
      <div className={classes.body}>
        <div className={card.row}>
          <strong className={classes.name}>
            <SafeText value={file.name} />
          </strong>
          <span className={card.small}>{format.quantity(file.size, 'B').text}</span>
          {state.kind === 'waiting' && <span className={card.small}>{t('imports.waiting')}</span>}
          {state.kind === 'sending' && state.part >= 1 && <span className={card.small}>{t('imports.working')}</span>}
        </div>
        {state.kind === 'sending' && (
          <Progress
            value={state.part * 100}
            animated={state.part >= 1}
            size="sm"
            aria-label={t('files.sending', { name: file.name })}
          />
        )}
        {state.kind === 'failed' && (
          <div className={card.bad}>
            {failureWords(state.error, shell).title} {failureWords(state.error, shell).hint}{' '}
            <Button size="compact-xs" variant="subtle" onClick={onRetry}>
              {shell('common.retry')}
            </Button>
          </div>
        )}
        {state.kind === 'done' && <ImportOutcome result={state.result} />}
      </div>
    </li>
  );
}

const SHOWN = 20;

function ImportOutcome({ result }: { readonly result: ImportReport }) {
  const { t } = useTranslation('admin');
  const counted = useCounted('admin');
  const { machines, failed, imported } = result;
  return (
    <>
      {machines.slice(0, SHOWN).map(({ name, assetId, created }) => (
        <div key={`${name} ${assetId}`} className={card.small}>
          <Link to="/computers/$computerId/{-$tab}" params={{ computerId: String(assetId) }} search={{}}>
            {created ? t('imports.newMachine') : t('imports.knownMachine')}
          </Link>
          {imported > 1 && (
            <>
              {' '}
              <SafeText value={name} />
            </>
          )}
        </div>
      ))}
      {imported > SHOWN && <div className={card.small}>{counted('imports.more', imported - SHOWN)}</div>}
      {failed.slice(0, SHOWN).map(({ name, code, message, hint }) => (
        <div key={`${name} ${code}`} className={card.bad}>
          <SafeText value={name} wrap /> — {code}: <SafeText value={message} wrap />{' '}
          <span className={card.small}>{hint}</span>
        </div>
      ))}
      {failed.length > SHOWN && <div className={card.bad}>{counted('imports.refusedMore', failed.length - SHOWN)}</div>}
    </>
  );
}
