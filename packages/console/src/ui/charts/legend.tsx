import { useFormat } from '../../i18n/use-format.ts';
import { SafeText } from '../safe-text.tsx';
import { type ChartPart, colorOf, shares } from './chart-part.ts';
import classes from './legend.module.css';
import { PartBox } from './part-box.tsx';

type LegendProps = { readonly parts: readonly ChartPart[]; readonly label: string };

/** Names, values and shares of the parts of a whole: what the drawing beside shows, as a list. */
export function Legend({ parts, label }: LegendProps) {
  const format = useFormat();
  const percents = shares(parts);
  return (
    <ul className={classes.list} aria-label={label}>
      {parts.map((part, index) => (
        <li key={part.key}>
          <PartBox part={part} className={classes.row}>
            <span className={classes.swatch} style={{ background: colorOf(part, index) }} aria-hidden />
            <span className={classes.name}>
              <SafeText value={part.label} />
            </span>{' '}
            <span className={classes.value}>{part.text ?? format.number(part.value)}</span>{' '}
            <span className={classes.share}>{format.percent((percents[index] ?? 0) / 100)}</span>
          </PartBox>
        </li>
      ))}
    </ul>
  );
}
