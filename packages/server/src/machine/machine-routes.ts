import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cells, moment } from '../history/change-schema.ts';
import type { MachineService } from './machine-service.ts';

const params = z.object({ assetId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const tags = ['assets'];
const text = z.string().nullable();

/** What the page of one machine asks: `/assets/:assetId/whereabouts`, `/find`, `/state`, `/bom`. */
export const machineRoutes: FastifyPluginAsyncZod<{ machine: MachineService }> = async (app, { machine }) => {
  app.get(
    '/assets/:assetId/whereabouts',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetWhereabouts',
        tags,
        description: 'What became of an asset: where a link that is old leads now.',
        params,
        response: {
          200: z.object({
            state: z.enum(['here', 'merged', 'deleted', 'unknown']),
            mergedInto: z.object({ id: z.int(), name: z.string() }).nullable(),
            at: z.iso.datetime().nullable().describe('Of one that was deleted: when, as far as the trail goes.'),
            by: text.describe('And by whom.'),
          }),
        },
      },
    },
    (request) => machine.whereabouts(request.params.assetId),
  );

  app.get(
    '/assets/:assetId/find',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetFind',
        tags,
        description: 'Where a text stands in the inventory of an asset: by section, with the first rows.',
        params,
        querystring: z.object({ q: z.string().min(1).max(200), at: moment.optional() }),
        response: {
          200: z.object({ items: z.array(z.object({ section: z.string(), total: z.int(), rows: z.array(cells) })) }),
        },
      },
    },
    // Safe as the answer: a list of texts is not changed by who is told of it.
    ({ params: { assetId }, query: { q, at } }) => machine.find(assetId, q, at) as never,
  );

  app.get(
    '/assets/:assetId/state',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetState',
        tags,
        description:
          'What an asset was at a moment: its summary, and its sections with their rows counted. The rows themselves are those of the sections, with the same “at”.',
        params,
        querystring: z.object({ at: moment.describe('ISO 8601.') }),
        response: {
          200: z.object({
            known: z.boolean().describe('False before it was first seen.'),
            summary: z.object({
              name: text,
              os: text,
              osVersion: text,
              manufacturer: text,
              model: text,
              serial: text,
              uuid: text,
              ip: text,
              user: text,
              memoryMiB: z.number().nullable(),
              cpu: text,
            }),
            sections: z.array(
              z.object({
                name: z.string(),
                count: z.int().nullable().describe('Null: its history has a hole.'),
              }),
            ),
          }),
        },
      },
    },
    (request) => machine.stateAt(request.params.assetId, request.query.at),
  );

  app.get(
    '/assets/:assetId/bom',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetBom',
        tags,
        description: 'The software of an asset as a bill of materials: CycloneDX 1.6, JSON.',
        params,
      },
    },
    async ({ params: { assetId } }, reply) => {
      const bom = await machine.bom(assetId);
      reply.header('content-disposition', `attachment; filename="asset-${assetId}.cdx.json"`);
      return reply.type('application/vnd.cyclonedx+json; version=1.6').send(JSON.stringify(bom, null, 2));
    },
  );
};
