import { Button, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDeviceDesktopPlus, IconFileSpreadsheet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { assetListQuery, exportUrl } from '../api/queries/fleet.ts';
import type { AssetSummary } from '../api/types.ts';
import { useCounted } from '../i18n/use-counted.ts';
import { useFormat } from '../i18n/use-format.ts';
import { DataTable } from '../table/data-table.tsx';
import { keepSearch } from '../table/last-search.ts';
import type { Search, TableState } from '../table/table-state.ts';
import { useTableState } from '../table/use-table-state.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { computerColumns } from './computer-columns.tsx';
import classes from './computers-page.module.css';

const DEFAULTS: TableState = { q: '', sort: [{ field: 'lastContactAt', descending: true }], page: 1, size: 50 };

export function ComputersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = useCounted();
  const navigate = useNavigate();
  const columns = useMemo(() => computerColumns(t, format), [t, format]);
  const fields = useMemo(() => columns.map(({ id }) => id), [columns]);
  const [state, setState] = useTableState(DEFAULTS, { fields });
  const query = useQuery(assetListQuery(state));
  const search: Search = useSearch({ strict: false });
  useEffect(() => keepSearch('computers', search), [search]);
  useDocumentTitle(`${t('computers.title')} · ${t('common.appName')}`);

  const open = ({ id }: AssetSummary) =>
    void navigate({ to: '/computers/$computerId/{-$tab}', params: { computerId: String(id) }, search: {} });

  return (
    <div className={classes.page}>
      <Title order={1} size="1.35rem">
        {t('computers.title')}
      </Title>
      <DataTable
        fill
        id="computers"
        label={t('computers.title')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={({ id }) => String(id)}
        onOpen={open}
        filterLabel={t('computers.filterLabel')}
        filterPlaceholder={t('computers.filterPlaceholder')}
        count={query.data && counted('computers.total', query.data.total)}
        empty={<NoComputers />}
        tools={
          <Button
            component="a"
            href={exportUrl(state)}
            download
            variant="default"
            size="sm"
            h={34}
            px="sm"
            className={classes.export}
            leftSection={<IconFileSpreadsheet size={16} stroke={1.75} aria-hidden />}
          >
            {t('computers.exportCsv')}
          </Button>
        }
      />
    </div>
  );
}

function NoComputers() {
  const { t } = useTranslation();
  const action = (
    <Button component={Link} to="/add-computers">
      {t('computers.emptyAction')}
    </Button>
  );
  return (
    <StatePanel icon={<IconDeviceDesktopPlus size={28} />} title={t('computers.emptyTitle')} action={action}>
      <p>{t('computers.emptyText')}</p>
    </StatePanel>
  );
}
