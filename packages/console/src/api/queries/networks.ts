import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ExportFormat } from '../../format/export-formats.ts';
import type { TableState } from '../../table/table-state.ts';
import { ask, client } from '../client.ts';
import type { components } from '../generated/schema.d.ts';
import { listQuery } from './list-query.ts';

// Keys: everything begins with ['networks']: what people say of devices changes what is counted of networks.

type Schemas = components['schemas'];
export type Network = Schemas['Network'];
export type DeviceType = Schemas['DeviceType'];
export type DeviceState = Schemas['DiscoveredDevice']['state'];
/** A device on one network. Its number is its MAC address: rows are selected by numbers. */
export type Device = Schemas['DiscoveredDevice'] & { readonly id: number };

export const DEVICE_STATES: readonly DeviceState[] = ['unknown', 'identified', 'inventoried'];

/** What narrows a list, by the API's names. */
type Filter = Readonly<Record<string, string | number>>;

export type NetworkInput = Pick<Network, 'name' | 'address' | 'mask' | 'site' | 'tag' | 'comment'>;
export type Identification = { readonly type: string; readonly description: string };

export const networkListQuery = (state: TableState, filter: Filter) =>
  queryOptions({
    queryKey: ['networks', 'list', state, filter],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/networks', { params: { query: { ...listQuery(state), ...filter } }, signal })),
    placeholderData: keepPreviousData,
    // The first count after the server was set up is on its way.
    refetchInterval: ({ state: { data } }) => (data?.countedAt === null ? 3_000 : false),
  });

export const networkQuery = (networkId: number) =>
  queryOptions({
    queryKey: ['networks', 'one', networkId],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/networks/{networkId}', { params: { path: { networkId } }, signal })),
  });

/** The networks of an address, of all TAGs. */
export const networksAtQuery = (address: string) =>
  queryOptions({
    queryKey: ['networks', 'at', address],
    queryFn: async ({ signal }) =>
      (await ask(client.GET('/api/v1/networks', { params: { query: { address, limit: 50, offset: 0 } }, signal })))
        .items,
    staleTime: 60_000,
  });

export const deviceListQuery = (state: TableState, filter: Filter) =>
  queryOptions({
    queryKey: ['networks', 'devices', state, filter],
    queryFn: async ({ signal }) => {
      const query = { ...listQuery(state), ...filter };
      const { items, total } = await ask(client.GET('/api/v1/network-devices', { params: { query }, signal }));
      return { items: items.map((one): Device => ({ ...one, id: numberOf(one.mac) })), total };
    },
    placeholderData: keepPreviousData,
  });

const numberOf = (mac: string) => Number.parseInt(mac.replaceAll(':', ''), 16);

/** The MAC address that is this number. */
export const macOf = (id: number) =>
  id
    .toString(16)
    .padStart(12, '0')
    .replace(/..(?!$)/g, '$&:');

/** How many there are, and the first of them: what the palette asks. */
export const devicesFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['networks', 'found', q],
    queryFn: ({ signal }) =>
      ask(client.GET('/api/v1/network-devices', { params: { query: { q, limit: 5, offset: 0 } }, signal })),
    enabled: q !== '',
  });

export const deviceTypesQuery = () =>
  queryOptions({
    queryKey: ['networks', 'types'],
    queryFn: async ({ signal }) => (await ask(client.GET('/api/v1/device-types', { signal }))).items,
  });

function exportUrl(path: string, state: TableState, filter: Filter, format: ExportFormat): string {
  const { limit: _limit, offset: _offset, ...query } = listQuery(state);
  const texts = Object.entries({ ...query, ...filter, format }).map(([name, value]) => [name, String(value)]);
  return `/api/v1/${path}/export?${new URLSearchParams(texts)}`;
}

/** Addresses of all that match, as a file. */
export const networkExportUrl = (state: TableState, filter: Filter, format: ExportFormat) =>
  exportUrl('networks', state, filter, format);
export const deviceExportUrl = (state: TableState, filter: Filter, format: ExportFormat) =>
  exportUrl('network-devices', state, filter, format);

export const refreshNetworks = () => ask(client.POST('/api/v1/networks/refresh'));

export const createNetwork = (body: NetworkInput) => ask(client.POST('/api/v1/networks', { body }));

export const updateNetwork = (networkId: number, input: NetworkInput, version: number) =>
  ask(client.PUT('/api/v1/networks/{networkId}', { params: { path: { networkId } }, body: { ...input, version } }));

export const removeNetwork = (networkId: number) =>
  ask(client.DELETE('/api/v1/networks/{networkId}', { params: { path: { networkId } } }));

/** @param version Of what was known of it as the form began; absent: whatever there is. */
export const identifyDevice = (mac: string, said: Identification, version?: number) =>
  ask(
    client.PUT('/api/v1/network-devices/{mac}/identification', {
      params: { path: { mac } },
      body: { ...said, ...(version === undefined ? {} : { version }) },
    }),
  );

export const unidentifyDevice = (mac: string) =>
  ask(client.DELETE('/api/v1/network-devices/{mac}/identification', { params: { path: { mac } } }));

export const forgetDevice = (mac: string) =>
  ask(client.DELETE('/api/v1/network-devices/{mac}/sightings', { params: { path: { mac } } }));

export const addDeviceType = (name: string) => ask(client.POST('/api/v1/device-types', { body: { name } }));

export const renameDeviceType = (typeId: number, name: string) =>
  ask(client.PUT('/api/v1/device-types/{typeId}', { params: { path: { typeId } }, body: { name } }));

export const removeDeviceType = (typeId: number) =>
  ask(client.DELETE('/api/v1/device-types/{typeId}', { params: { path: { typeId } } }));
