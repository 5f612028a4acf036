import type { Row } from '@muster/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { machineSoftwareQuery } from '../../api/queries/software.ts';
import { LazyMachineSoftware } from '../../software/lazy-machine-software.tsx';
import type { TableColumn } from '../../table/table-column.ts';

const keyOf = (name: unknown, publisher: unknown, version: unknown) =>
  JSON.stringify([name ?? '', publisher ?? '', version ?? '']);

/** The column that tells what is decided of each software of a machine; none for other sections, and for the past. */
export function useSoftwareColumn(assetId: number, section: string, at: string | null): readonly TableColumn<Row>[] {
  const { t } = useTranslation('machine');
  const { data } = useQuery(machineSoftwareQuery(assetId, section === 'software' && at === null));
  return useMemo(() => {
    if (section !== 'software' || at !== null || data === undefined) return [];
    const decided = new Map(data.map((one) => [keyOf(one.name, one.publisher, one.version), one]));
    return [
      {
        id: 'decidedCategory',
        label: t('softwareCategory'),
        description: t('softwareCategoryHint'),
        sortable: false,
        maxWidth: '14rem',
        render: ({ name, publisher, version }) => {
          const one = decided.get(keyOf(name, publisher, version));
          return one === undefined ? null : <LazyMachineSoftware {...one} />;
        },
      },
    ];
  }, [section, at, data, t]);
}
