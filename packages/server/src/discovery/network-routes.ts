import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { exportQuery, network, networkFilter, sort } from './discovery-schema.ts';
import { exportNetworks } from './export-discovery.ts';
import { NETWORK_SORTS } from './network-repository.ts';
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
const params = z.object({ networkId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const listQuery = z.object({ ...networkFilter, sort: sort(NETWORK_SORTS, 'name') });
const countedAt = z.iso.datetime().nullable().describe('When it was counted what is on them; null: not yet.');

type Needs = {
  readonly networks: NetworkService;
  /** Finds networks and counts what is on them, now. */
  readonly refreshNetworks: () => Promise<void>;
};

/** `/networks`. */
export const networkRoutes: FastifyPluginAsyncZod<Needs> = async (app, { networks, refreshNetworks }) => {
  app.get(
    '/networks',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'networkList',
        tags: ['networks'],
        description:
          'Networks that have a name, and those that something was found on. What is on them is counted in the background.',
        querystring: listQuery.extend(pageQuery.shape),
        response: { 200: pageOf(network).extend({ countedAt }) },
      },
    },
    ({ query }) => networks.list(query),
  );

  app.get(
    '/networks/export',
    {
      config: { permission: 'network.read' },
      schema: {
        operationId: 'networkExport',
        tags: ['networks'],
        description: 'All networks that match, as one file. No cell of it is run by a spreadsheet.',
        querystring: listQuery.extend(exportQuery),
      },
    },
    async ({ query: { format, zone, language, headings, ...query } }, reply) => {
      const { stream, type, fileName } = exportNetworks(networks, query, { format, zone, language, headings });
      reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );

  app.post(
    '/networks/refresh',
    {
      config: { permission: 'network.write' },
      schema: {
        operationId: 'networkRefresh',
        tags: ['networks'],
        description: 'Finds networks and counts what is on them, now. Takes seconds on a large fleet.',
        response: { 204: z.null() },
      },
    },
    async (_request, reply) => {
      await refreshNetworks();
      return reply.code(204).send(null);
    },
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
        description: 'One of them, and what is on it now.',
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
        body: definition.extend({
          version: z
            .int()
            .optional()
            .describe('As it was read; when another was stored meanwhile, nothing is. Absent: whichever there is.'),
        }),
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
        description: 'Forgets its name. Machines and devices on it stay, and it is found again while there are any.',
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
