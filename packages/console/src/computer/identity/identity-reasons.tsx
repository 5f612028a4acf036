import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { IdentityReason } from '../../api/machine-types.ts';
import { SafeText } from '../../ui/safe-text.tsx';
import classes from './identity-tab.module.css';
import { useEvidenceWords } from './use-evidence-words.ts';

/** What spoke for and against, with its weight. */
export function IdentityReasons({ reasons }: { readonly reasons: readonly IdentityReason[] }) {
  const { t } = useTranslation('machine');
  const words = useEvidenceWords();
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a kind may come twice
        <li key={`${reason.kind}${index}`} data-agrees={reason.agrees}>
          {reason.agrees ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
          <span>
            {reason.agrees ? t('identity.agrees') : t('identity.differs')} <b>{words(reason.kind)}</b>{' '}
            {reason.values.length > 0 && <SafeText value={reason.values.join(', ')} mono wrap />}
          </span>
          <span className={classes.points} title={t('identity.pointsHint')}>
            {reason.points > 0 ? '+' : ''}
            {reason.points}
          </span>
        </li>
      ))}
    </ul>
  );
}
