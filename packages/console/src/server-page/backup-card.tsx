import { useTranslation } from 'react-i18next';
import card from '../admin/card.module.css';
import type { ServerState } from '../api/queries/admin.ts';
import { useFormat } from '../i18n/use-format.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

/** How old the last backup is, as far as the server can know, and how one is made. */
export function BackupCard({ state: { database, lastBackup } }: { readonly state: ServerState }) {
  const { t } = useTranslation('server');
  const format = useFormat();
  return (
    <section className={`${card.card} ${card.padded} ${card.stack}`} aria-label={t('backup.title')}>
      <h2 className={card.title}>{t('backup.title')}</h2>
      {database.engine === 'postgres' && <p className={card.hint}>{t('backup.postgres')}</p>}
      {database.engine === 'sqlite' && (
        <>
          {lastBackup === null ? (
            <strong>{t('backup.never')}</strong>
          ) : (
            <div>
              <strong>
                <TimeAgo iso={lastBackup.at} />
              </strong>
              <div className={card.small}>
                <SafeText value={lastBackup.file} wrap mono /> · {format.quantity(lastBackup.bytes, 'B').text}
              </div>
            </div>
          )}
          <p className={card.hint}>{t('backup.how')}</p>
          <CodeBlock code="muster-server backup muster-backup.db" label={t('backup.title')} />
          <p className={card.hint}>{t('backup.others')}</p>
        </>
      )}
    </section>
  );
}
