import classes from './sparkline.module.css';

type SparklineProps = {
  /** In the order of time. */
  readonly values: readonly number[];
  /** What it shows, in words, for those who do not see it. */
  readonly label: string;
};

const WIDTH = 100;
const HEIGHT = 24;

/** A line of values in the space of a word. */
export function Sparkline({ values, label }: SparklineProps) {
  const max = Math.max(1, ...values);
  const step = values.length > 1 ? WIDTH / (values.length - 1) : 0;
  const points = values.map((value, i) => `${round(i * step)},${round(HEIGHT - 1 - (value / max) * (HEIGHT - 2))}`);
  return (
    <svg className={classes.line} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      <polygon className={classes.area} points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
      <polyline className={classes.stroke} points={points.join(' ')} />
    </svg>
  );
}

const round = (value: number) => Math.round(value * 100) / 100;
