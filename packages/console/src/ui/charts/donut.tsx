import type { ReactNode } from 'react';
import { type ChartPart, colorOf, shares } from './chart-part.ts';
import classes from './donut.module.css';
import { Legend } from './legend.tsx';

type DonutProps = {
  readonly parts: readonly ChartPart[];
  readonly label: string;
  /** In the middle: usually the sum. */
  readonly children?: ReactNode;
};

/** Circumference 100, so that shares are lengths. */
const RADIUS = 100 / (2 * Math.PI);
/** Between parts, in per cent of the ring. */
const GAP = 0.8;

/** Parts of a whole as a ring, with their names beside. The names are what is read and reached. */
export function Donut({ parts, label, children }: DonutProps) {
  const percents = shares(parts);
  const gap = percents.filter((percent) => percent > 0).length > 1 ? GAP : 0;
  return (
    <div className={classes.chart}>
      <div className={classes.ring}>
        <svg viewBox="0 0 42 42" aria-hidden="true">
          <circle className={classes.track} cx="21" cy="21" r={RADIUS} />
          {parts.map((part, index) => {
            const before = percents.slice(0, index).reduce((sum, percent) => sum + percent, 0);
            const length = Math.max((percents[index] ?? 0) - gap, 0.15);
            return (
              (percents[index] ?? 0) > 0 && (
                <circle
                  key={part.key}
                  className={classes.part}
                  cx="21"
                  cy="21"
                  r={RADIUS}
                  stroke={colorOf(part, index)}
                  strokeDasharray={`${length} ${100 - length}`}
                  strokeDashoffset={25 - before}
                />
              )
            );
          })}
        </svg>
        {children !== undefined && <div className={classes.middle}>{children}</div>}
      </div>
      <Legend parts={parts} label={label} />
    </div>
  );
}
