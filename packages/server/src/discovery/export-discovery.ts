import type { TableCell } from '../http/csv-cell.ts';
import { type Language, toReader } from '../http/tables/reader.ts';
import { type TableFormat, tableFile } from '../http/tables/table-file.ts';
import type { DeviceListQuery, DeviceService } from './device-service.ts';
import type { NetworkListQuery, NetworkService } from './network-service.ts';

/** Rows read at once: each portion begins behind those before it, which are looked through again. */
const PORTION = 5000;

export type ExportQuery = {
  readonly format: TableFormat;
  readonly zone?: string | undefined;
  readonly language?: Language | undefined;
  readonly headings?: readonly string[] | undefined;
};

type Page = { readonly limit: number; readonly offset: number };

const NETWORKS = [
  ...['id', 'name', 'address', 'mask', 'prefix', 'site', 'tag', 'inventoried', 'identified', 'unknown', 'comment'],
  ...['updatedAt'],
] as const;

const DEVICES = [
  ...['state', 'ip', 'mac', 'name', 'network', 'networkName', 'mask', 'tag', 'type', 'description', 'identifiedBy'],
  ...['identifiedAt', 'firstSeenAt', 'seenAt', 'seenBy', 'assetId', 'assetName'],
] as const;

/** The networks of a list as a file that is written while it is sent. */
export function exportNetworks(
  networks: NetworkService,
  query: Omit<NetworkListQuery, keyof Page>,
  asked: ExportQuery,
) {
  const page = (portion: Page) => networks.list({ ...query, ...portion });
  return tableOf({ page, names: NETWORKS, name: 'networks' }, asked);
}

/** The devices of a list as a file that is written while it is sent. */
export function exportDevices(devices: DeviceService, query: Omit<DeviceListQuery, keyof Page>, asked: ExportQuery) {
  const page = async (portion: Page) => {
    const { items } = await devices.list({ ...query, ...portion });
    return { items: items.map((one) => ({ ...one, seenBy: one.seenBy?.name ?? null })) };
  };
  return tableOf({ page, names: DEVICES, name: 'devices' }, asked);
}

type Listed<Name extends string> = {
  readonly page: (page: Page) => Promise<{ readonly items: readonly Readonly<Record<Name, TableCell>>[] }>;
  readonly names: readonly Name[];
  /** Of the file, without its ending. */
  readonly name: string;
};

function tableOf<Name extends string>({ page, names, name }: Listed<Name>, { headings = [], ...asked }: ExportQuery) {
  async function* rows(): AsyncGenerator<TableCell[][]> {
    for (let offset = 0; ; offset += PORTION) {
      const { items } = await page({ limit: PORTION, offset });
      if (items.length > 0) yield items.map((item) => names.map((column) => item[column]));
      if (items.length < PORTION) return;
    }
  }
  const columns = names.map((column, i) => ({
    name: column,
    heading: headings[i] ?? column,
    holds: column.endsWith('At') ? ('moment' as const) : ('text' as const),
  }));
  return tableFile({ columns, reader: toReader(asked), rows: rows() }, asked.format, name);
}
