import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../ui/logo.tsx';
import classes from './entry-layout.module.css';
import { LanguageSwitch } from './language-switch.tsx';

/** The pages before one is inside: a form, and beside it what this is. */
export function EntryLayout({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.layout}>
      <aside className={classes.aside}>
        <div className={classes.brand}>
          <Logo size={40} />
          <span className={classes.word}>{t('common.appName')}</span>
        </div>
        <div className={classes.pitch}>
          <p className={classes.pitchTitle}>{t('signIn.asideTitle')}</p>
          <p className={classes.pitchText}>{t('signIn.asideText')}</p>
        </div>
        <svg className={classes.crowd} viewBox="0 0 400 120" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
          {Array.from({ length: 20 }, (_, i) => {
            const height = 44 + ((i * 37) % 46);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move
              <g key={i} opacity={0.18 + ((i * 29) % 50) / 100}>
                <circle cx={10 + i * 20} cy={112 - height} r={5} />
                <rect x={5.5 + i * 20} y={121 - height} width={9} height={height} rx={4.5} />
              </g>
            );
          })}
        </svg>
      </aside>
      <main className={classes.main}>
        <div className={classes.form}>{children}</div>
        <LanguageSwitch />
      </main>
    </div>
  );
}
