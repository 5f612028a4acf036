import { useTranslation } from 'react-i18next';
import type { Refusal } from '../api/mass-actions.ts';
import { useFormat } from '../i18n/use-format.ts';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './refusal-list.module.css';

const codes = [
  'WAKE_OFF',
  'WAKE_NO_ADDRESS',
  'WAKE_ADDRESS_REFUSED',
  'WAKE_UNREACHABLE',
  'WAKE_REFUSED',
  'WAKE_UNTRUSTED',
  'WAKE_NO_AGENT',
  'INTERNAL',
] as const;

/** Why some were left as they are, and how many each time. */
export function RefusalList({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const format = useFormat();
  if (refusals.length === 0) return null;
  return (
    <ul className={classes.list}>
      {refusals.map((refusal) => (
        <li key={`${refusal.reason} ${refusal.detail}`}>
          <span className={classes.count}>{format.number(refusal.count)}</span>
          <RefusalWords reason={refusal.reason} detail={refusal.detail} />
        </li>
      ))}
    </ul>
  );
}

export function RefusalWords({ reason, detail }: Pick<Refusal, 'reason' | 'detail'>) {
  const { t } = useTranslation('actions');
  const code = codes.find((one) => one === detail);
  if (code !== undefined) return <span>{t(`details.${code}`)}</span>;
  return (
    <span>
      {t(`reasons.${reason ?? 'failed'}`)}
      {detail !== null && detail !== '' && (
        <>
          {' '}
          (<SafeText value={detail} wrap />)
        </>
      )}
    </span>
  );
}
