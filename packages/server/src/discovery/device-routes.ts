import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { deviceStates } from './device-repository.ts';
import type { DeviceService } from './device-service.ts';
import type { NetworkService } from './network-service.ts';

const name = z.string().min(1).max(255);
const device = z
  .object({
    mac: z.string(),
    state: z.enum(deviceStates).describe('Inventoried: an active machine reports this address.'),
    network: z.string().nullable().describe('First address of the network it was seen on; null if it never was.'),
    prefix: z.int().nullable(),
    tag: z.string().nullable(),
    ip: z.string().nullable(),
    name: z.string().nullable().describe('The name it has in the network.'),
    seenAt: z.iso.datetime().nullable(),
    type: z.string().nullable(),
    description: z.string().nullable(),
    identifiedBy: z.string().nullable(),
    identifiedAt: z.iso.datetime().nullable().describe('Null also where it was taken over and nobody knows when.'),
    assetId: z.int().nullable(),
  })
  .meta({ id: 'DiscoveredDevice' });
const deviceType = z.object({ id: z.int(), name: z.string(), devices: z.int() }).meta({ id: 'DeviceType' });
const params = z.object({ mac: z.string().min(12).max(17) });
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const listQuery = pageQuery.extend({
  state: z.enum(deviceStates).optional(),
  networkId: id.optional(),
  q: z.string().max(200).optional().describe('Text that MAC, address, name, type or description contain.'),
});

type Needs = { readonly devices: DeviceService; readonly networks: NetworkService };

/** `/network-devices` and `/device-types`. */
export const deviceRoutes: FastifyPluginAsyncZod<Needs> = async (app, { devices, networks }) => {
  app.get(
    '/network-devices',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'discoveredDeviceList',
        tags: ['networks'],
        description:
          'Devices seen on networks or identified by a person, seen last first; one seen on several networks is several items.',
        querystring: listQuery,
        response: { 200: pageOf(device) },
      },
    },
    async ({ query: { networkId, ...query } }) => {
      if (networkId === undefined) return devices.list(query);
      const { address, tag } = await networks.view(networkId);
      return devices.list({ ...query, network: address, tag: tag === '' ? undefined : tag });
    },
  );

  app.put(
    '/network-devices/:mac/identification',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'discoveredDeviceIdentify',
        tags: ['networks'],
        description: 'Says what a device is. It need not have been seen yet.',
        params,
        body: z.strictObject({ type: name.describe('Name of a device type.'), description: name }),
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
        tags: ['networks'],
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
        tags: ['networks'],
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

  app.get(
    '/device-types',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'deviceTypeList',
        tags: ['networks'],
        description: 'What devices may be, by name.',
        response: { 200: z.object({ items: z.array(deviceType) }) },
      },
    },
    async () => ({ items: await devices.types() }),
  );

  app.post(
    '/device-types',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'deviceTypeCreate',
        tags: ['networks'],
        description: 'Adds a type of devices.',
        body: z.strictObject({ name }),
        response: { 201: deviceType },
      },
    },
    async (request, reply) => reply.code(201).send(await devices.addType(request.body.name, doerOf(request))),
  );

  app.delete(
    '/device-types/:typeId',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'deviceTypeRemove',
        tags: ['networks'],
        description: 'Removes one that no device is of.',
        params: z.object({ typeId: id }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await devices.removeType(request.params.typeId, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
