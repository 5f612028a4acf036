import { useFormat } from '../../i18n/use-format.ts';
import { AppLink } from '../app-link.tsx';
import type { ChartPart } from './chart-part.ts';
import classes from './time-columns.module.css';

type TimeColumnsProps = {
  /** In the order of time; `label` says when in words, `text` the value in words. */
  readonly columns: readonly ChartPart[];
  readonly label: string;
  /** Below the first and the last column. */
  readonly first?: string;
  readonly last?: string;
};

/** One column a day, week or month. Each is an entry of a list, and a link when it leads somewhere. */
export function TimeColumns({ columns, label, first, last }: TimeColumnsProps) {
  const format = useFormat();
  const max = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <div className={classes.chart}>
      <span className={classes.max} aria-hidden>
        {format.number(max)}
      </span>
      <ul className={classes.columns} aria-label={label}>
        {columns.map((column) => (
          <li key={column.key} className={classes.column}>
            <Column column={column} share={column.value / max} />
          </li>
        ))}
      </ul>
      {first !== undefined && (
        <div className={classes.axis} aria-hidden>
          <span>{first}</span>
          <span>{last}</span>
        </div>
      )}
    </div>
  );
}

function Column({ column, share }: { readonly column: ChartPart; readonly share: number }) {
  const format = useFormat();
  const name = `${column.label} · ${column.text ?? format.number(column.value)}`;
  const bar = (
    <>
      <span className={classes.spoken}>{name}</span>
      <span
        className={classes.bar}
        data-empty={column.value === 0 || undefined}
        style={{ blockSize: `${share * 100}%`, ...(column.color === undefined ? {} : { background: column.color }) }}
        aria-hidden
      />
    </>
  );
  if (column.href === undefined) {
    return (
      <span className={classes.area} title={name}>
        {bar}
      </span>
    );
  }
  return (
    <AppLink href={column.href} className={classes.area} title={name}>
      {bar}
    </AppLink>
  );
}
