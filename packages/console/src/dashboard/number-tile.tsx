import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { AppLink } from '../ui/app-link.tsx';
import { failureWords } from '../ui/failure-words.ts';
import classes from './number-tile.module.css';
import { TileCard } from './tile-card.tsx';

type NumberTileProps = {
  readonly title: string;
  readonly hint?: string | undefined;
  /** Undefined while it is not known. */
  readonly value: number | undefined;
  /** Of which it is a part; absent: of nothing. */
  readonly total?: number | undefined;
  readonly href?: string | undefined;
  readonly isWarning?: boolean;
  readonly error?: unknown;
};

/** One number; all of it is a link to what was counted. */
export function NumberTile({ title, hint, value, total, href, isWarning = false, error }: NumberTileProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hasFailed = value === undefined && error !== null && error !== undefined;
  const share = value === undefined || total === undefined || total === 0 ? undefined : value / total;
  const number = value === undefined ? '' : format.number(value);
  return (
    <TileCard title={title} hint={hint} isBusy={value === undefined && !hasFailed}>
      {hasFailed && (
        <p className={classes.failed} role="alert" title={failureWords(error, t).hint}>
          {failureWords(error, t).title}
        </p>
      )}
      {value === undefined && !hasFailed && <Skeleton height={30} width="60%" />}
      {value !== undefined && (
        <p className={classes.row} data-warning={(isWarning && value > 0) || undefined}>
          {href === undefined ? (
            <span className={classes.value}>{number}</span>
          ) : (
            <AppLink href={href} className={classes.link} aria-label={`${title}: ${number}`}>
              <span className={classes.value}>{number}</span>
            </AppLink>
          )}
          {share !== undefined && <span className={classes.share}>{format.percent(share)}</span>}
        </p>
      )}
    </TileCard>
  );
}
