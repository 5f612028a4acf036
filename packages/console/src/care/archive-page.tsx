import { IconArchive } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MassActionBar } from '../actions/mass-action-bar.tsx';
import { assetListQuery, selectionOf } from '../api/queries/fleet.ts';
import type { AssetSummary } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { computerColumns } from '../lists/computer-columns.tsx';
import { useOpenComputer } from '../lists/use-open-computer.ts';
import { Page } from '../shell/page.tsx';
import { DataTable } from '../table/data-table.tsx';
import { tableDefaults } from '../table/table-state.ts';
import { useList } from '../table/use-list.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

const DEFAULTS = tableDefaults('-lastContactAt');
const ARCHIVED = { archived: 'only' } as const;
const SHOWN = new Set(['name', 'os', 'model', 'serial', 'user', 'tag', 'lastContactAt']);

/** Computers that were put out of sight: brought back, or deleted, one or many. */
export function ArchivePage() {
  const { t } = useTranslation('care');
  const { t: shell } = useTranslation();
  const format = useFormat();
  const counted = useCounted('care');
  const open = useOpenComputer();
  const columns = useMemo(() => {
    const all = computerColumns(shell, format).map((column) => ({ ...column, optional: !SHOWN.has(column.id) }));
    const archivedAt = {
      id: 'archivedAt',
      label: t('archive.archivedAt'),
      render: ({ archivedAt: iso }: AssetSummary) => (iso === null ? null : <TimeAgo iso={iso} />),
    };
    return [...all.slice(0, 1), archivedAt, ...all.slice(1)];
  }, [shell, t, format]);
  const fields = useMemo(() => columns.map(({ id }) => id), [columns]);
  const list = useList(DEFAULTS, (state) => assetListQuery(state, ARCHIVED), { fields });
  const { q } = list.state;
  const whole = useMemo(() => selectionOf(q, ARCHIVED), [q]);
  const total = list.query.data?.total;
  return (
    <Page layout="fill" title={t('archive.title')}>
      <DataTable
        fill
        {...list}
        id="archive"
        label={t('archive.title')}
        columns={columns}
        onOpen={open}
        filterLabel={t('archive.filter')}
        count={total !== undefined && counted('archive.total', total)}
        selection={{
          whole,
          renderActions: (target, count, clear) => (
            <MassActionBar areArchived target={target} count={count} onDone={clear} />
          ),
        }}
        empty={
          <StatePanel icon={<IconArchive size={28} />} title={t('archive.emptyTitle')}>
            <p>{t('archive.emptyText')}</p>
          </StatePanel>
        }
      />
    </Page>
  );
}
