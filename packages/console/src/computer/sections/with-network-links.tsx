import type { Row } from '@muster/protocol';
import type { TableColumn } from '../../table/table-column.ts';
import { SubnetLink } from './subnet-link.tsx';

const SUBNETS = new Set(['subnet', 'subnet6']);

/** The columns of a section; subnets of interfaces lead to their networks. */
export function withNetworkLinks(section: string, columns: readonly TableColumn<Row>[]): TableColumn<Row>[] {
  if (section !== 'networks') return [...columns];
  return columns.map((column) =>
    SUBNETS.has(column.id)
      ? {
          ...column,
          copy: (row) => String(row[column.id] ?? ''),
          render: (row) => {
            const address = row[column.id];
            return typeof address === 'string' && address !== '' ? (
              <SubnetLink address={address} />
            ) : (
              column.render(row)
            );
          },
        }
      : column,
  );
}
