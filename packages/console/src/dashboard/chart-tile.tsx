import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { figureQuery } from '../api/queries/dashboard.ts';
import type { Figure } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { BarList } from '../ui/charts/bar-list.tsx';
import { largest, REST_COLOR } from '../ui/charts/chart-part.ts';
import { Donut } from '../ui/charts/donut.tsx';
import { TimeColumns } from '../ui/charts/time-columns.tsx';
import { failureWords } from '../ui/failure-words.ts';
import classes from './chart-tile.module.css';
import { partsOf } from './figure-parts.ts';
import { Movers } from './movers.tsx';
import { sectionKey } from './section-key.ts';
import { TileCard } from './tile-card.tsx';
import { type TileName, tiles } from './tiles.ts';

/** Parts of a ring that can be told apart. */
const RING_PARTS = 7;
/** Values that the server tells of a distribution, the most frequent. */
const TOLD = 100;

/** A figure as a chart. */
export function ChartTile({ name }: { readonly name: TileName }) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const counted = useCounted('dashboard');
  const { figure, view } = tiles[name];
  const { data, error, refetch } = useQuery(figureQuery(figure));
  const title = t(`titles.${name}`);
  const total = (of: Figure) =>
    view === 'movers'
      ? counted(of.isPartial ? 'atLeastChanges' : 'changeCount', of.total)
      : counted('computerCount', of.total);
  return (
    <TileCard
      title={title}
      hint={t(`hints.${name}`)}
      isBusy={data === undefined && error === null}
      aside={data === undefined || view === 'donut' ? undefined : total(data)}
    >
      {data === undefined && error === null && <Waiting />}
      {data === undefined && error !== null && (
        <Stack gap="xs" align="flex-start" role="alert">
          <span className={classes.failed}>{failureWords(error, common).title}</span>
          <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
            {common('common.retry')}
          </Button>
        </Stack>
      )}
      {data !== undefined && data.items.length === 0 && <p className={classes.none}>{t('nothing')}</p>}
      {data !== undefined && data.items.length > 0 && (
        <section
          className={classes.body}
          data-view={view}
          tabIndex={view === 'columns' ? undefined : 0}
          aria-label={title}
        >
          <Chart figure={data} view={view} title={title} format={format.number} />
        </section>
      )}
    </TileCard>
  );
}

type ChartProps = {
  readonly figure: Figure;
  readonly view: (typeof tiles)[TileName]['view'];
  readonly title: string;
  readonly format: (value: number) => string;
};

function Chart({ figure, view, title, format: number }: ChartProps) {
  const { t } = useTranslation('dashboard');
  const { t: common } = useTranslation();
  const format = useFormat();
  const parts = partsOf(figure, {
    format,
    notReported: common('common.notReported'),
    belowMemory: (amount) => t('belowMemory', { amount }),
    fromMemory: (amount) => t('fromMemory', { amount }),
  });
  if (view === 'movers') {
    const nameOf = ({ key, label }: Figure['items'][number]) => {
      const section = label === null ? sectionKey(key) : null;
      if (section !== null) return t(`sections.${section}`);
      return key === '' ? t('summary') : (label ?? key);
    };
    return <Movers items={figure.items} label={title} nameOf={nameOf} />;
  }
  const other = t('others');
  // The total is counted a moment before or after its parts: only where some were left out is the difference theirs.
  const rest = parts.length < TOLD ? 0 : figure.total - parts.reduce((sum, { value }) => sum + value, 0);
  const all = rest > 0 ? [...parts, { key: 'beyond', label: other, value: rest, color: REST_COLOR }] : parts;
  if (view === 'donut') {
    return (
      <Donut parts={largest(all, RING_PARTS, other)} label={title}>
        {number(figure.total)}
      </Donut>
    );
  }
  if (view === 'columns') {
    const inTime = figure.figure === 'ages' ? parts.filter(({ key }) => key !== 'none').toReversed() : parts;
    return (
      <TimeColumns columns={inTime} label={title} first={inTime.at(0)?.label ?? ''} last={inTime.at(-1)?.label ?? ''} />
    );
  }
  return <BarList parts={all} label={title} total={figure.total} />;
}

function Waiting() {
  return (
    <Stack gap={12} aria-hidden>
      {[90, 70, 55, 40].map((width) => (
        <Skeleton key={width} height={16} width={`${width}%`} />
      ))}
    </Stack>
  );
}
