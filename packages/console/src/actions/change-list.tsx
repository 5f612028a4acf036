import { useTranslation } from 'react-i18next';
import type { MassChange } from '../api/mass-actions.ts';
import { useAdminWords } from '../computer/administration/use-admin-words.ts';
import { useFormat } from '../i18n/use-format.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './change-list.module.css';

/** From what to what, for each thing that changes. */
export function ChangeList({ changes, onlyAfter = false }: { changes: readonly MassChange[]; onlyAfter?: boolean }) {
  const { t } = useTranslation('actions');
  const admin = useAdminWords();
  const inWords = (subject: string, value: unknown) =>
    typeof value === 'string' ? admin.value(subject, value) : value;
  return (
    <ul className={classes.list}>
      {changes.map((change) => (
        <li key={change.subject}>
          <span className={classes.subject}>
            {change.subject === 'archivedAt' ? (
              t('values.archivedAt')
            ) : (
              <SafeText value={admin.label(change.subject)} />
            )}
          </span>
          {!onlyAfter && (
            <>
              <Value value={inWords(change.subject, change.before)} tone="before" />
              <span aria-hidden>→</span>
            </>
          )}
          <Value value={inWords(change.subject, change.after)} tone="after" />
        </li>
      ))}
    </ul>
  );
}

const words = ['include', 'exclude', 'reset'] as const;

function Value({ value, tone }: { readonly value: unknown; readonly tone: 'before' | 'after' }) {
  const { t } = useTranslation('actions');
  const format = useFormat();
  const word = words.find((one) => one === value);
  if (value === null || value === undefined) return <span className={classes.none}>{t('values.none')}</span>;
  if (word !== undefined) return <span data-tone={tone}>{t(`values.${word}`)}</span>;
  if (typeof value === 'boolean') return <span data-tone={tone}>{t(value ? 'values.on' : 'values.off')}</span>;
  if (typeof value === 'number') return <span data-tone={tone}>{format.number(value)}</span>;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return (
    <span data-tone={tone} className={classes.value}>
      <SafeText value={text} wrap />
    </span>
  );
}
