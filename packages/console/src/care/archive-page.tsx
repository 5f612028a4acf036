import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArchive } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MassActionBar } from '../actions/mass-action-bar.tsx';
import { assetListQuery, selectionOf } from '../api/queries/fleet.ts';
import type { AssetSummary } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { computerColumns } from '../lists/computer-columns.tsx';
import { DataTable } from '../table/data-table.tsx';
import type { TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './archive-page.module.css';

const DEFAULTS: TableState = { q: '', sort: [{ field: 'lastContactAt', descending: true }], page: 1, size: 50 };
const ARCHIVED = { archived: 'only' } as const;
const SHOWN = new Set(['name', 'os', 'model', 'serial', 'user', 'tag', 'lastContactAt']);

/** Computers that were put out of sight: brought back, or deleted, one or many. */
export function ArchivePage() {
  const { t } = useTranslation('care');
  const shell = useTranslation();
  const format = useFormat();
  const counted = useCounted('care');
  const navigate = useNavigate();
  const columns = useMemo(() => {
    const all = computerColumns(shell.t, format).map((column) =>
      SHOWN.has(column.id) ? { ...column, optional: false } : { ...column, optional: true },
    );
    const archivedAt = {
      id: 'archivedAt',
      label: t('archive.archivedAt'),
      render: ({ archivedAt: iso }: AssetSummary) => (iso === null ? null : <TimeAgo iso={iso} />),
    };
    return [...all.slice(0, 1), archivedAt, ...all.slice(1)];
  }, [shell.t, t, format]);
  const fields = useMemo(() => columns.map(({ id }) => id), [columns]);
  const [state, setState] = useTableState(DEFAULTS, { fields });
  const query = useQuery(assetListQuery(state, ARCHIVED));
  const whole = useMemo(() => selectionOf(state.q, ARCHIVED), [state.q]);
  useDocumentTitle(`${t('archive.title')} · ${shell.t('common.appName')}`);

  return (
    <div className={classes.page}>
      <Title order={1} size="1.35rem">
        {t('archive.title')}
      </Title>
      <DataTable
        fill
        id="archive"
        label={t('archive.title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) =>
          void navigate({ to: '/computers/$computerId/{-$tab}', params: { computerId: String(id) }, search: {} })
        }
        filterLabel={t('archive.filter')}
        count={query.data && counted('archive.total', query.data.total)}
        selection={{
          idOf: ({ id }) => id,
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
    </div>
  );
}
