import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { DEVICE_SORTS } from './device-list-repository.ts';
import type { DeviceListQuery, DeviceService } from './device-service.ts';
import { device, deviceFilter, exportQuery, sort } from './discovery-schema.ts';
import { exportDevices } from './export-discovery.ts';
import type { NetworkService } from './network-service.ts';

const name = z.string().min(1).max(255);
const params = z.object({ mac: z.string().min(12).max(17) });
const listQuery = z.object({ ...deviceFilter, sort: sort(DEVICE_SORTS, '-seenAt') });
const identification = z.strictObject({
  type: name.describe('Name of a device type.'),
  description: name,
  version: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Of what was known, 0 for nothing; when another was stored meanwhile, nothing is. Absent: whichever there is.',
    ),
});

type Needs = { readonly devices: DeviceService; readonly networks: NetworkService };

/** `/network-devices`. */
export const deviceRoutes: FastifyPluginAsyncZod<Needs> = async (app, { devices, networks }) => {
  const tags = ['networks'];

  /** @throws {AppError} `NETWORK_NOT_FOUND`. */
  async function narrowed({ networkId, seenFrom, seenTo, ...query }: z.output<typeof listQuery>) {
    const seen = {
      ...(seenFrom === undefined ? {} : { since: Date.parse(seenFrom) - 1 }),
      ...(seenTo === undefined ? {} : { until: Date.parse(seenTo) }),
    };
    if (networkId === undefined) return { ...query, ...seen };
    const { address, tag } = await networks.subnetOf(networkId);
    return {
      ...query,
      ...seen,
      network: address,
      tag: tag === '' ? undefined : tag,
    } satisfies Partial<DeviceListQuery>;
  }

  app.get(
    '/network-devices',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'discoveredDeviceList',
        tags,
        description:
          'Devices seen on networks or identified by a person; one seen on several networks is several items.',
        querystring: listQuery.extend(pageQuery.shape),
        response: { 200: pageOf(device) },
      },
    },
    async ({ query: { limit, offset, ...query } }) => devices.list({ ...(await narrowed(query)), limit, offset }),
  );

  app.get(
    '/network-devices/export',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'discoveredDeviceExport',
        tags,
        description: 'All devices that match, as one file. No cell of it is run by a spreadsheet.',
        querystring: listQuery.extend(exportQuery),
      },
    },
    async ({ query: { format, zone, language, headings, ...query } }, reply) => {
      const asked = { format, zone, language, headings };
      const { stream, type, fileName } = exportDevices(devices, await narrowed(query), asked);
      reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );

  app.put(
    '/network-devices/:mac/identification',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'discoveredDeviceIdentify',
        tags,
        description: 'Says what a device is. It need not have been seen yet.',
        params,
        body: identification,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await devices.identify(request.params.mac, request.body, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/network-devices/:mac/identification',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'discoveredDeviceUnidentify',
        tags,
        description: 'Takes back what was said: it is unknown again.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await devices.unidentify(request.params.mac, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/network-devices/:mac/sightings',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'discoveredDeviceForget',
        tags,
        description: 'Forgets where it was seen, on all networks. It comes back when it is seen again.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await devices.forget(request.params.mac, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
