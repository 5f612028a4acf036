import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { type RegistryService, TREES } from './registry-service.ts';

const definition = {
  name: z.string().min(1).max(255).describe('Comes back with each value found.'),
  tree: z
    .int()
    .min(0)
    .max(TREES.length - 1)
    .describe(`The hive: ${TREES.map((name, number) => `${number} ${name}`).join(', ')}.`),
  key: z.string().min(1).max(1024).describe('Path below the hive, such as SOFTWARE\\Example.'),
  value: z.string().min(1).max(1024).describe('Name of a value, or * for all values of the key.'),
};
const time = z.iso.datetime();
const registryQuery = z
  .object({ id: z.int(), ...definition, treeName: z.string(), createdAt: time, updatedAt: time })
  .meta({ id: 'RegistryQuery' });
const result = z
  .object({
    assetId: z.int(),
    assetName: z.string(),
    value: z.string().nullable(),
    hive: z.string().nullable().describe('Only some agents say where they found the value.'),
    path: z.string().nullable(),
  })
  .meta({ id: 'RegistryResult' });
const params = z.object({ queryId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const resultsQuery = pageQuery.extend({
  q: z.string().max(200).optional().describe('Text that the value, or the name of the machine, contains.'),
  value: z.string().max(4000).optional().describe('Exactly this value.'),
});

type Needs = { readonly registry: RegistryService };

/** `/registry-queries`. */
export const registryRoutes: FastifyPluginAsyncZod<Needs> = async (app, { registry }) => {
  app.get(
    '/registry-queries',
    {
      config: { permission: 'registry.read' },
      schema: {
        operationId: 'registryQueryList',
        tags: ['registry'],
        description: 'What Windows machines are asked about their registry, by name.',
        response: { 200: z.object({ items: z.array(registryQuery) }) },
      },
    },
    async () => ({ items: await registry.list() }),
  );

  app.post(
    '/registry-queries',
    {
      config: { permission: 'registry.write' },
      schema: {
        operationId: 'registryQueryCreate',
        tags: ['registry'],
        description: 'Asks all Windows machines, from their next contact on; answers come with the inventory after it.',
        body: z.strictObject(definition),
        response: { 201: registryQuery },
      },
    },
    async (request, reply) => reply.code(201).send(await registry.create(request.body, doerOf(request))),
  );

  app.get(
    '/registry-queries/:queryId',
    {
      config: { permission: 'registry.read' },
      schema: {
        operationId: 'registryQueryView',
        tags: ['registry'],
        description: 'One of them.',
        params,
        response: { 200: registryQuery },
      },
    },
    ({ params: { queryId } }) => registry.view(queryId),
  );

  app.put(
    '/registry-queries/:queryId',
    {
      config: { permission: 'registry.write' },
      schema: {
        operationId: 'registryQueryUpdate',
        tags: ['registry'],
        description: 'Changes what is asked. Under a new name, answers begin anew.',
        params,
        body: z.strictObject({
          ...definition,
          updatedAt: time.optional().describe('As it was read: if somebody else was faster, nothing is stored.'),
        }),
        response: { 200: registryQuery },
      },
    },
    (request) => {
      const { updatedAt, ...query } = request.body;
      return registry.update(request.params.queryId, query, doerOf(request), updatedAt);
    },
  );

  app.delete(
    '/registry-queries/:queryId',
    {
      config: { permission: 'registry.write' },
      schema: {
        operationId: 'registryQueryRemove',
        tags: ['registry'],
        description: 'Asks no longer. Answers stay with their machines until the next inventory.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await registry.remove(request.params.queryId, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/registry-queries/:queryId/results',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'registryResultList',
        tags: ['registry'],
        description:
          'What active machines answered, by name of machine; several values of one machine are several items.',
        params,
        querystring: resultsQuery,
        response: { 200: pageOf(result).extend({ machines: z.int().describe('How many machines answered.') }) },
      },
    },
    ({ params: { queryId }, query }) => registry.results(queryId, query),
  );

  app.get(
    '/registry-queries/:queryId/values',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'registryValueList',
        tags: ['registry'],
        description: 'Which values active machines answered, the most frequent first, a hundred at most.',
        params,
        response: {
          200: z.object({
            items: z.array(
              z.object({ value: z.string().nullable(), machines: z.int().describe('Machines with this value.') }),
            ),
            total: z.int().describe('Different values.'),
          }),
        },
      },
    },
    ({ params: { queryId } }) => registry.values(queryId),
  );
};
