import { NativeSelect } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changeListQuery } from '../../api/queries/fleet.ts';
import type { Asset, Change, ChangePage } from '../../api/types.ts';
import { useCounted } from '../../i18n/use-counted.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useSectionWords } from '../../i18n/use-section-words.ts';
import { Pager } from '../../table/pager.tsx';
import type { Search } from '../../table/table-state.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Failure } from '../../ui/failure.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { findSection } from '../sections/group-sections.ts';
import { ChangeEntry } from './change-entry.tsx';
import classes from './changes-tab.module.css';

const SIZE = 50;

const KINDS = ['added', 'changed', 'removed', 'created'] as const;

/** Which changes are wanted; each stands in the URL under its name. */
type Wanted = Pick<ChangePage, 'section' | 'kind' | 'from' | 'to'>;

function wantedOf(search: Search): Wanted {
  return {
    section: search['changes.section'] ?? '',
    kind: KINDS.find((kind) => kind === search['changes.kind']) ?? '',
    from: search['changes.from'] ?? '',
    to: search['changes.to'] ?? '',
  };
}

/** What changed on this computer, newest first. */
export function ChangesTab({ asset }: { readonly asset: Asset }) {
  const { t } = useTranslation();
  const counted = useCounted();
  const words = useSectionWords();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const wanted = wantedOf(search);
  const page = Math.max(1, Math.trunc(Number(search['changes.page'] ?? '1')) || 1);
  const { data, error, refetch } = useQuery(changeListQuery(asset.id, { page, size: SIZE, ...wanted }));
  const go = (next: Wanted, nextPage = 1) => {
    const filled = Object.entries(next).filter(([, value]) => value !== '');
    const filters = Object.fromEntries(filled.map(([name, value]) => [`changes.${name}`, value]));
    void navigate({
      to: '.',
      search: {
        ...(search.at === undefined ? {} : { at: search.at }),
        ...(nextPage > 1 ? { 'changes.page': String(nextPage) } : {}),
        ...filters,
      },
      resetScroll: false,
    });
  };

  const options = asset.sections
    .map(({ name }) => ({ name, section: findSection(name) }))
    .map(({ name, section }) => ({ value: name, label: section === undefined ? name : words.section(section).label }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const kinds = KINDS.map((kind) => ({ value: kind, label: t(`changes.${kind}`) }));
  const isFiltered = Object.values(wanted).some((value) => value !== '');
  const days = groupByMoment(data?.items ?? []);
  return (
    <section aria-label={t('changes.title')} className={classes.tab}>
      <div className={classes.toolbar}>
        <NativeSelect
          size="sm"
          aria-label={t('changes.section')}
          value={wanted.section}
          onChange={(event) => go({ ...wanted, section: event.currentTarget.value })}
          data={[{ value: '', label: t('changes.allSections') }, ...options]}
        />
        <NativeSelect
          size="sm"
          aria-label={t('changes.kind')}
          value={wanted.kind}
          onChange={(event) => go({ ...wanted, kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? '' })}
          data={[{ value: '', label: t('changes.allKinds') }, ...kinds]}
        />
        <DateField
          size="sm"
          leftSection={<span className={classes.day}>{t('changes.from')}</span>}
          leftSectionWidth={52}
          aria-label={t('changes.fromDay')}
          value={wanted.from}
          max={wanted.to}
          onChange={(from) => go({ ...wanted, from })}
        />
        <DateField
          size="sm"
          leftSection={<span className={classes.day}>{t('changes.to')}</span>}
          leftSectionWidth={52}
          aria-label={t('changes.toDay')}
          value={wanted.to}
          min={wanted.from}
          onChange={(to) => go({ ...wanted, to })}
        />
        <span className={classes.count} role="status">
          {data !== undefined && counted('changes.count', data.total)}
        </span>
      </div>
      {data === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && data.items.length === 0 && (
        <StatePanel
          icon={<IconHistory size={28} />}
          title={isFiltered ? t('changes.emptyFilter') : t('changes.empty')}
        />
      )}
      <ol className={classes.timeline}>
        {days.map(({ at, changes }) => (
          <Moment key={changes[0]?.id} assetId={asset.id} at={at} changes={changes} />
        ))}
      </ol>
      {data !== undefined && data.total > SIZE && (
        <Pager page={page} size={SIZE} total={data.total} onPage={(next) => go(wanted, next)} />
      )}
    </section>
  );
}

type MomentProps = { readonly assetId: number; readonly at: string; readonly changes: readonly Change[] };

/** All changes that one inventory brought. */
function Moment({ assetId, at, changes }: MomentProps) {
  const { t: own } = useTranslation('machine');
  const format = useFormat();
  return (
    <li className={classes.moment}>
      <h2 className={classes.at}>
        {format.moment(at)}
        <small>
          <TimeAgo iso={at} />
        </small>
        <Link
          to="/computers/$computerId/{-$tab}"
          params={{ computerId: String(assetId) }}
          search={{ at }}
          className={classes.then}
        >
          {own('asOf.momentLink')}
        </Link>
      </h2>
      <ul className={classes.entries}>
        {changes.map((change) => (
          <ChangeEntry key={change.id} change={change} />
        ))}
      </ul>
    </li>
  );
}

function groupByMoment(changes: readonly Change[]): { at: string; changes: Change[] }[] {
  const groups: { at: string; changes: Change[] }[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.at === change.at) last.changes.push(change);
    else groups.push({ at: change.at, changes: [change] });
  }
  return groups;
}
