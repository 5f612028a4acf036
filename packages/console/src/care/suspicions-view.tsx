import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconArrowsJoin2, IconCircleCheck, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Suspicion, setPairState } from '../api/care.ts';
import { suspicionListQuery } from '../api/queries/care.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { FormFailure } from '../ui/form-failure.tsx';
import { NotLoaded } from '../ui/not-loaded.tsx';
import { SafeText } from '../ui/safe-text.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import card from './duplicate-group-card.module.css';
import classes from './duplicates-page.module.css';
import { LoadedComparison } from './loaded-comparison.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { newestOf } from './newest-of.ts';
import { PagePicker } from './page-picker.tsx';
import { useCareDone } from './use-care-done.tsx';

const PAGE = 20;

/** Pairs of which the server is not sure: it never guesses, it asks. */
export function SuspicionsView() {
  const { t } = useTranslation('care');
  const counted = useCounted('care');
  const [state, setState] = useState<'open' | 'ignored'>('open');
  const [page, setPage] = useState(1);
  const query = useQuery(suspicionListQuery(state, { limit: PAGE, offset: (page - 1) * PAGE }));
  return (
    <>
      <p className={classes.lead}>{t('suspicions.lead')}</p>
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={t('suspicions.which')}
          value={state}
          onChange={(value) => {
            setState(value === 'ignored' ? 'ignored' : 'open');
            setPage(1);
          }}
          data={(['open', 'ignored'] as const).map((value) => ({ value, label: t(`suspicions.${value}`) }))}
        />
        {query.data !== undefined && <span>{counted('suspicions.total', query.data.total)}</span>}
      </Group>
      <NotLoaded query={query} height={200} />
      {query.data?.total === 0 && (
        <StatePanel icon={<IconCircleCheck size={28} />} title={t(`suspicions.empty.${state}`)}>
          <p>{t('suspicions.emptyText')}</p>
        </StatePanel>
      )}
      {query.data !== undefined && query.data.items.length > 0 && (
        <div aria-busy={query.isPlaceholderData || undefined}>
          {query.data.items.map((suspicion) => (
            <SuspicionCard key={suspicion.id} suspicion={suspicion} />
          ))}
          <PagePicker page={page} size={PAGE} total={query.data.total} onChange={setPage} />
        </div>
      )}
    </>
  );
}

const ADVISED = ['duplicate', 'clone'] as const;

function SuspicionCard({ suspicion }: { readonly suspicion: Suspicion }) {
  const { t } = useTranslation('care');
  const done = useCareDone();
  const [isComparing, setIsComparing] = useState(false);
  const [isMerging, setIsMerging] = useState(false);
  const { assets, assetIds, reasons } = suspicion;
  const kind = ADVISED.find((one) => one === suspicion.kind) ?? 'duplicate';
  const survivorId = newestOf(assets);
  const deciding = useMutation({
    mutationFn: () => setPairState(assetIds, suspicion.state === 'open' ? 'ignored' : 'open'),
    onSuccess: () => (suspicion.state === 'open' ? done.ignored(assetIds) : void done.refresh()),
  });
  const names = assets.map(({ name, id }) => (name === '' ? `#${id}` : name));
  const isClaimed = reasons.some(({ kind: one, agrees }) => agrees && (one === 'oldDeviceId' || one === 'deviceId'));
  return (
    <section className={card.card} aria-label={names.join(' · ')}>
      <div className={card.body} data-alone>
        <Group gap="sm">
          <span className={card.kind} data-kind={kind}>
            {t(`suspicions.kinds.${kind}`)}
          </span>
          <span className={card.values}>
            {names.map((name, i) => (
              <span key={assets[i]?.id} className={card.value}>
                <SafeText value={name} />
              </span>
            ))}
          </span>
          <span className={card.last}>
            <TimeAgo iso={suspicion.at} />
          </span>
        </Group>
        <p className={classes.lead}>
          {t(`suspicions.advice.${kind}`)}
          {isClaimed && ` ${t('suspicions.advice.claimed')}`}
        </p>
        {isComparing && <LoadedComparison assetIds={assetIds} survivorId={survivorId} />}
        <FormFailure error={deciding.error} />
        <Group gap="sm">
          <Button
            size="compact-md"
            variant="default"
            onClick={() => setIsComparing(!isComparing)}
            aria-expanded={isComparing}
          >
            {t(isComparing ? 'suspicions.hide' : 'suspicions.compare')}
          </Button>
          <Button
            size="compact-md"
            variant={kind === 'duplicate' ? 'filled' : 'default'}
            leftSection={<IconArrowsJoin2 size={16} aria-hidden />}
            disabled={assets.length < 2}
            onClick={() => setIsMerging(true)}
          >
            {t('suspicions.merge')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            leftSection={
              suspicion.state === 'open' ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />
            }
            loading={deciding.isPending}
            onClick={() => deciding.mutate()}
          >
            {t(suspicion.state === 'open' ? 'shared.ignore' : 'suspicions.reopen')}
          </Button>
        </Group>
      </div>
      {isMerging && (
        <MergeDialog
          survivorId={survivorId}
          mergedIds={assetIds.filter((id) => id !== survivorId)}
          onClose={() => setIsMerging(false)}
        />
      )}
    </section>
  );
}
