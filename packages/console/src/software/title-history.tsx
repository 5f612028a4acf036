import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { softwareHistoryQuery } from '../api/queries/software.ts';
import { useFormat } from '../i18n/use-format.ts';
import { Sparkline } from '../ui/charts/sparkline.tsx';
import { daily } from './daily.ts';
import classes from './title-history.module.css';
import { TitlePart } from './title-part.tsx';

const DAYS = 90;

type TitleHistoryProps = {
  readonly titleId: number;
  /** The page is of all computers, as this always is. */
  readonly isOfAll: boolean;
};

/** How the number of computers with a title went over the last weeks. */
export function TitleHistory({ titleId, isOfAll }: TitleHistoryProps) {
  const { t } = useTranslation('software');
  const format = useFormat();
  const { data } = useQuery(softwareHistoryQuery(titleId, DAYS));
  if (data === undefined) return null;
  const heading = isOfAll ? t('page.history') : t('page.historyOfAll');
  const series = daily(data.items, { since: data.since, days: DAYS, nowMs: Date.now() });
  const [first] = series;
  const last = series.at(-1);
  if (first === undefined || last === undefined || series.length < 3) {
    const date = format.day(data.since ?? new Date().toISOString().slice(0, 10));
    return (
      <TitlePart title={heading}>
        <Text c="dimmed">{t('page.noHistory', { date })}</Text>
      </TitlePart>
    );
  }
  const changes = [7, 30, DAYS].flatMap((days) => {
    const from = series.at(-1 - days);
    return from === undefined ? [] : [{ days, change: last.machines - from.machines }];
  });
  const signed = (value: number) => (value > 0 ? `+${format.number(value)}` : format.number(value).replace('-', '−'));
  return (
    <TitlePart title={heading} aside={t('page.since', { date: format.day(first.day) })}>
      <div className={classes.curve}>
        <span className={classes.now}>{format.number(last.machines)}</span>
        <Sparkline values={series.map(({ machines }) => machines)} label={t('page.historyLabel')} />
      </div>
      <ul className={classes.changes}>
        {changes.map(({ days, change }) => (
          <li key={days}>{t('page.change', { change: signed(change), days: format.number(days) })}</li>
        ))}
      </ul>
    </TitlePart>
  );
}
