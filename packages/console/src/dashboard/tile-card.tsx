import type { ReactNode } from 'react';
import { SafeText } from '../ui/safe-text.tsx';
import classes from './tile-card.module.css';

type TileCardProps = {
  readonly title: string;
  /** What exactly is counted; shown on hover. */
  readonly hint?: string | undefined;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
};

/** The frame of a tile: its title, and what it shows. */
export function TileCard({ title, hint, aside, isBusy = false, children }: TileCardProps) {
  return (
    <div className={classes.card} aria-busy={isBusy || undefined}>
      <div className={classes.head}>
        <h2 className={classes.title} title={hint}>
          <SafeText value={title} wrap />
        </h2>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
      </div>
      {children}
    </div>
  );
}
