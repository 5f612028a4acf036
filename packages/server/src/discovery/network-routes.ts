import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import type { NetworkService } from './network-service.ts';

const text = z.string().max(255).default('');
const definition = z.strictObject({
  address: z.string().min(1).max(64).describe('First address of the network, IPv4 or IPv6.'),
  mask: z.string().min(1).max(64).describe('255.255.255.0, or the number of its bits: 24.'),
  name: z.string().min(1).max(255),
  site: text.describe('Where it is: networks are listed by it.'),
  tag: text.describe('Only machines of this TAG are on it, for sites that use the same addresses; empty for all.'),
  comment: z.string().max(4000).default(''),
});
const time = z.iso.datetime();
const network = z
  .object({
    id: z.int(),
    ...{ address: z.string(), prefix: z.int(), mask: z.string() },
    ...{ name: z.string(), site: z.string(), tag: z.string(), comment: z.string() },
    inventoried: z.int().describe('Active machines with an interface on it.'),
    identified: z.int().describe('Devices seen on it that a person identified.'),
    unknown: z.int().describe('Devices seen on it that neither report nor are identified.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Network' });
const params = z.object({ networkId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const listQuery = pageQuery.extend({
  q: z.string().max(200).optional().describe('Text that name, address, site, tag or comment contain.'),
  tag: z.string().max(255).optional(),
});

/** `/networks`. */
export const networkRoutes: FastifyPluginAsyncZod<{ readonly networks: NetworkService }> = async (
  app,
  { networks },
) => {
  app.get(
    '/networks',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'networkList',
        tags: ['networks'],
        description: 'Networks that have a name, by name, and what is on them.',
        querystring: listQuery,
        response: { 200: pageOf(network) },
      },
    },
    ({ query }) => networks.list(query),
  );

  app.post(
    '/networks',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'networkCreate',
        tags: ['networks'],
        description: 'Gives a network a name. The same addresses may be there once for each TAG.',
        body: definition,
        response: { 201: network },
      },
    },
    async (request, reply) => reply.code(201).send(await networks.create(request.body, doerOf(request))),
  );

  app.get(
    '/networks/:networkId',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'networkView',
        tags: ['networks'],
        description: 'One of them.',
        params,
        response: { 200: network },
      },
    },
    ({ params: { networkId } }) => networks.view(networkId),
  );

  app.put(
    '/networks/:networkId',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'networkUpdate',
        tags: ['networks'],
        description: 'Changes all that is said of it.',
        params,
        body: definition,
        response: { 200: network },
      },
    },
    (request) => networks.update(request.params.networkId, request.body, doerOf(request)),
  );

  app.delete(
    '/networks/:networkId',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'networkRemove',
        tags: ['networks'],
        description: 'Forgets its name. Machines and devices on it stay.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await networks.remove(request.params.networkId, doerOf(request));
      return reply.code(204).send(null);
    },
  );
};
