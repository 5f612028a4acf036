import { Text, Title } from '@mantine/core';
import type { Row } from '@muster/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sectionRowsQuery } from '../../api/queries/machine.ts';
import type { Asset } from '../../api/types.ts';
import { DataTable } from '../../table/data-table.tsx';
import type { TableColumn } from '../../table/table-column.ts';
import type { TableState } from '../../table/table-state.ts';
import { useTableState } from '../../table/use-table-state.ts';
import { SafeText } from '../../ui/safe-text.tsx';

const DEFAULTS: TableState = { q: '', sort: [], page: 1, size: 50 };
const COLUMNS = ['section', 'row', 'path', 'value'] as const;

/** What the agent sent and no section defines, as it came. */
export function OtherTab({ asset, unknown }: { readonly asset: Asset; readonly unknown: readonly string[] }) {
  const { t } = useTranslation();
  const [state, setState] = useTableState(DEFAULTS, { prefix: 'other.' });
  const query = useQuery(sectionRowsQuery(asset.id, 'other', state));
  const columns = useMemo(
    () =>
      COLUMNS.map(
        (id): TableColumn<Row> => ({
          id,
          label: t(`computer.other.${id}`),
          sortable: false,
          ...(id === 'row' ? { align: 'end' as const } : {}),
          ...(id === 'value' ? { maxWidth: '40rem' } : {}),
          render: (row) => <SafeText value={String(row[id] ?? '')} mono={id !== 'row'} />,
        }),
      ),
    [t],
  );
  return (
    <section aria-labelledby="other">
      <Title order={2} size="1rem" id="other">
        {t('computer.otherTitle')}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {t('computer.otherText')} {asset.otherTruncated && t('computer.otherTruncated')}
      </Text>
      {unknown.map((name) => (
        <Text key={name} size="sm" mb="sm">
          {t('computer.sectionUnknown', { section: name })}
        </Text>
      ))}
      <DataTable
        id="section.other"
        label={t('computer.groups.other')}
        columns={columns}
        query={query}
        state={state}
        onState={setState}
        rowKey={(row, index) => `${row.section}/${row.row}/${row.path}/${index}`}
        filterLabel={t('computer.filterSection', { section: t('computer.groups.other') })}
      />
    </section>
  );
}
