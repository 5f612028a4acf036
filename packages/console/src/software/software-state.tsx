import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDeviceDesktopPlus, IconPackages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { countSoftware, fleetSizeQuery } from '../api/queries/software.ts';
import classes from '../table/counted-ago.module.css';
import { CountedAgo } from '../table/counted-ago.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

/** Longer, and it is said what is waited for. Milliseconds. */
const PATIENCE_MS = 700;

type CountedProps = {
  /** Null: machines were not counted yet; absent: not known yet. */
  readonly countedAt: string | null | undefined;
  /** The list has no title: there may be no computer either. */
  readonly isEmpty: boolean;
  /** Other numbers are waited for. */
  readonly isWaiting: boolean;
};

/** How old the numbers are, and a way to new ones. */
export function Counted({ countedAt, isEmpty, isWaiting }: CountedProps) {
  const { t } = useTranslation('software');
  const computers = useQuery({ ...fleetSizeQuery(), enabled: isEmpty }).data;
  const [isSlow] = useDebouncedValue(isWaiting, PATIENCE_MS);
  if (isWaiting && isSlow) {
    return (
      <span className={classes.counted} role="status">
        {t('among.counting')}
      </span>
    );
  }
  if (countedAt === undefined || (isEmpty && (computers === undefined || computers === 0))) return null;
  return (
    <CountedAgo
      countedAt={countedAt}
      count={countSoftware}
      queryKey={['software']}
      words={{
        counted: t('counted', { when: '\u0000' }),
        never: t('neverCounted'),
        now: t('countNow'),
        nowHint: t('countNowHint'),
      }}
    />
  );
}

/** What stands where there is no software: computers come first, then they are counted. */
export function NoSoftware({ countedAt }: { readonly countedAt: string | null | undefined }) {
  const { t } = useTranslation('software');
  const computers = useQuery(fleetSizeQuery()).data;
  if (computers === 0) {
    const action = (
      <Button component={Link} to="/add-computers">
        {t('emptyAction')}
      </Button>
    );
    return (
      <StatePanel icon={<IconDeviceDesktopPlus size={28} />} title={t('emptyTitle')} action={action}>
        <p>{t('emptyText')}</p>
      </StatePanel>
    );
  }
  const isCounting = countedAt === null && computers !== undefined;
  return (
    <StatePanel icon={<IconPackages size={28} />} title={isCounting ? t('neverCounted') : t('emptyTitle')}>
      <p>{isCounting ? t('neverCountedText') : t('noneReported')}</p>
    </StatePanel>
  );
}
