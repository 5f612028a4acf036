import { type ChartPart, colorOf, shares } from './chart-part.ts';
import { Legend } from './legend.tsx';
import classes from './stacked-bar.module.css';

type StackedBarProps = { readonly parts: readonly ChartPart[]; readonly label: string };

/** Parts of a whole in one bar, with their names below. The names are what is read and reached; the bar is for the eye. */
export function StackedBar({ parts, label }: StackedBarProps) {
  const percents = shares(parts);
  return (
    <div className={classes.chart}>
      <div className={classes.bar} aria-hidden>
        {parts.map((part, index) => (
          <span
            key={part.key}
            className={classes.part}
            style={{ flexGrow: percents[index] ?? 0, background: colorOf(part, index) }}
            data-empty={percents[index] === 0 || undefined}
          />
        ))}
      </div>
      <Legend parts={parts} label={label} />
    </div>
  );
}
