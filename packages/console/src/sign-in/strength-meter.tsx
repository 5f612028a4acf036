import { useTranslation } from 'react-i18next';
import { passwordStrength } from './password-strength.ts';
import classes from './strength-meter.module.css';

const FILLED = { tooShort: 1, weak: 1, fair: 2, good: 3, strong: 4 } as const;

/** How strong a password is while it is typed, in words and four bars. */
export function StrengthMeter({ password, userName }: { readonly password: string; readonly userName: string }) {
  const { t } = useTranslation();
  const strength = passwordStrength(password, userName);
  const filled = password === '' ? 0 : FILLED[strength];
  return (
    <div className={classes.meter}>
      <div className={classes.bars} data-strength={strength} aria-hidden>
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-filled={bar <= filled || undefined} />
        ))}
      </div>
      <p className={classes.words} role="status">
        {password === ''
          ? t('setup.strengthHint')
          : t('setup.strength', { strength: t(`setup.strengths.${strength}`) })}
      </p>
    </div>
  );
}
