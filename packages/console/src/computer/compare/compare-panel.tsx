import { SegmentedControl, Skeleton } from '@mantine/core';
import { IconArrowsDiff, IconEqual } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assetQuery } from '../../api/queries/fleet.ts';
import { compareQuery } from '../../api/queries/machine.ts';
import { displayText } from '../../format/display-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import type { Search } from '../../table/table-state.ts';
import { Failure } from '../../ui/failure.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { parseAsOf } from '../as-of/parse-as-of.ts';
import classes from './compare-panel.module.css';
import { CompareSection } from './compare-section.tsx';
import { CompareSide } from './compare-side.tsx';

const numberOf = (text: string | undefined): number | null => {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
};

/**
 * What is compared stands in the address: `a` and `b` are machines, `from` and `to` moments. Without `b` it is `a` at two
 * moments.
 */
export function ComparePanel() {
  const { t } = useTranslation('machine');
  const format = useFormat();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const a = numberOf(search.a);
  const b = numberOf(search.b);
  const mode = search.b !== undefined || search.from === undefined ? 'machines' : 'moments';
  const from = parseAsOf(search.from, Date.now());
  const to = parseAsOf(search.to, Date.now());
  const go = (next: Search) => void navigate({ to: '.', search: next, replace: true });
  const isComplete = a !== null && (mode === 'machines' ? b !== null && b !== a : from !== null);
  const isBackwards = mode === 'moments' && from !== null && to !== null && from > to;
  const one = useQuery({ ...assetQuery(a ?? 0), enabled: a !== null });
  const other = useQuery({ ...assetQuery(b ?? 0), enabled: b !== null });
  const { data, error, refetch } = useQuery({
    ...compareQuery({
      id: a ?? 0,
      with: mode === 'machines' ? b : null,
      from: mode === 'moments' ? from : null,
      to: mode === 'moments' ? to : null,
    }),
    enabled: isComplete && !isBackwards,
  });
  const nameOf = (name: string | undefined, id: number | null) => displayText(name ?? '') || `#${id ?? '?'}`;
  const labels =
    mode === 'machines'
      ? { before: nameOf(one.data?.name, a), after: nameOf(other.data?.name, b) }
      : {
          before: from === null ? '?' : format.moment(from),
          after: to === null ? t('compare.now') : format.moment(to),
        };

  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          size="sm"
          aria-label={t('compare.title')}
          value={mode}
          onChange={(value) => {
            const keep = search.a === undefined ? {} : { a: search.a };
            go(value === 'machines' ? { ...keep, b: '' } : { ...keep, from: '' });
          }}
          data={[
            { value: 'machines', label: t('compare.machines') },
            { value: 'moments', label: t('compare.moments') },
          ]}
        />
      </div>
      <div className={classes.sides}>
        <CompareSide
          id={a}
          label={mode === 'machines' ? t('compare.one') : t('compare.machine')}
          except={b}
          onPick={(id) => go({ ...search, a: String(id) })}
          {...(mode === 'moments' ? { day: { value: search.from ?? '', label: t('compare.from') } } : {})}
          onDay={(day) => go({ ...search, from: day })}
        />
        <CompareSide
          id={mode === 'machines' ? b : null}
          label={t('compare.other')}
          except={a}
          {...(mode === 'machines' ? { onPick: (id: number) => go({ ...search, b: String(id) }) } : {})}
          {...(mode === 'moments' ? { day: { value: search.to ?? '', label: t('compare.to') } } : {})}
          onDay={(day) => go({ ...search, to: day })}
        />
      </div>
      {!isComplete && (
        <StatePanel icon={<IconArrowsDiff size={28} />} title={t('compare.choose')}>
          <p>{b !== null && a === b ? t('compare.same') : t('compare.chooseText')}</p>
        </StatePanel>
      )}
      {isBackwards && <StatePanel icon={<IconArrowsDiff size={28} />} title={t('compare.backwards')} />}
      {isComplete && !isBackwards && data === undefined && error === null && <Skeleton height={320} />}
      {isComplete && data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {isComplete && data?.length === 0 && (
        <StatePanel icon={<IconEqual size={28} />} title={t('compare.equal')}>
          <p>{t('compare.equalText')}</p>
        </StatePanel>
      )}
      {isComplete && data?.map((section) => <CompareSection key={section.name} compared={section} labels={labels} />)}
    </>
  );
}
