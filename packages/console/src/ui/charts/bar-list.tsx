import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../safe-text.tsx';
import classes from './bar-list.module.css';
import type { ChartPart } from './chart-part.ts';
import { PartBox } from './part-box.tsx';

type BarListProps = {
  readonly parts: readonly ChartPart[];
  /** What the bars are of, for those who do not see the heading above. */
  readonly label: string;
  /** The value of a full bar; absent: the largest. */
  readonly max?: number;
  /** Shows each value's part of this whole in per cent. */
  readonly total?: number;
};

/** Horizontal bars with their names: a list that reads well without seeing the bars. */
export function BarList({ parts, label, max, total }: BarListProps) {
  const format = useFormat();
  const full = Math.max(max ?? 0, ...parts.map(({ value }) => value), 1);
  return (
    <ul className={classes.list} aria-label={label}>
      {parts.map((part) => (
        <li key={part.key}>
          <PartBox part={part} className={classes.row}>
            <span className={classes.name}>
              <SafeText value={part.label} />
            </span>{' '}
            <span className={classes.value}>
              {part.text ?? format.number(part.value)}
              {total !== undefined && total > 0 && (
                <span className={classes.share}> {format.percent(part.value / total)}</span>
              )}
            </span>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.bar}
                style={{
                  inlineSize: `${(Math.max(0, part.value) / full) * 100}%`,
                  ...(part.color === undefined ? {} : { background: part.color }),
                }}
              />
            </span>
          </PartBox>
        </li>
      ))}
    </ul>
  );
}
