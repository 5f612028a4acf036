import { encodeJsonInventory, encodeXmlInventory, type Section, sections } from '@muster/protocol';
import { pageOf, pageQuery, rowSchema } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { change, changesFilter, moment } from '../history/change-schema.ts';
import { idParam } from '../http/params.ts';
import { assetSummary, time } from './asset-schema.ts';
import type { AssetService } from './asset-service.ts';

type Needs = { readonly assets: AssetService };

const assetDetail = z
  .object({
    ...assetSummary.shape,
    sections: z.array(z.object({ name: z.string(), count: z.int(), changedAt: time })),
    otherCount: z.int().describe('Values that no section defines.'),
    otherTruncated: z.boolean().describe('The last inventory had more of them than are kept.'),
    changesCount: z.int(),
    mergedInto: z.int().nullable().describe('The record that this one was merged into; null for a record of its own.'),
  })
  .meta({ id: 'Asset' });

const otherValue = z.object({ section: z.string(), row: z.int(), path: z.string(), value: z.string() });

const params = z.object({ assetId: idParam });
const sort = z
  .string()
  .max(500)
  .optional()
  .describe('Fields, comma separated; "-" before one that descends.')
  .transform((words) => (words === undefined || words === '' ? [] : words.split(',')));
const quickFilter = z.string().max(200).optional().describe('Text that the row contains.');
const at = moment.optional().describe('The rows as they were at this moment, ISO 8601; now when it is left out.');
const rowsQuery = pageQuery.extend({ q: quickFilter, sort, at });
/** The fleet, to be read. */
export const assetRoutes: FastifyPluginAsyncZod<Needs> = async (app, { assets }) => {
  app.get(
    '/assets/:assetId',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetView',
        tags: ['assets'],
        description: 'One asset, with the number of rows of each of its sections.',
        params,
        response: { 200: assetDetail },
      },
    },
    ({ params: { assetId } }) => assets.view(assetId),
  );

  app.get(
    '/assets/:assetId/changes',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'changeList',
        tags: ['assets'],
        description: 'What changed on an asset, newest first.',
        params,
        querystring: pageQuery.extend(changesFilter.shape),
        response: { 200: pageOf(change) },
      },
    },
    ({ params: { assetId }, query }) => assets.changes(assetId, query),
  );

  app.get(
    '/assets/:assetId/inventory',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetInventory',
        tags: ['assets'],
        description: 'The inventory as it is stored, as GLPI JSON or as XML: other servers can import it.',
        params,
        querystring: z.object({ format: z.enum(['json', 'xml']).default('json') }),
      },
    },
    async ({ params: { assetId }, query: { format } }, reply) => {
      const inventory = await assets.inventory(assetId);
      const dialect = inventory.dialect === 'ocs' ? 'ocs' : 'fusion';
      const text = format === 'json' ? encodeJsonInventory(inventory) : encodeXmlInventory(inventory, dialect);
      // The file name is ours: an agent's text never becomes one.
      reply.header('content-disposition', `attachment; filename="inventory-${assetId}.${format}"`);
      return reply.type(format === 'json' ? 'application/json' : 'application/xml').send(text);
    },
  );

  for (const section of Object.values(sections) as readonly Section[]) {
    app.get(
      `/assets/:assetId/sections/${section.name}`,
      {
        config: { permission: 'asset.read' },
        schema: {
          operationId: `${section.name}List`,
          tags: ['sections'],
          description: section.description,
          params,
          querystring: rowsQuery,
          response: { 200: pageOf(rowSchema(section)) },
        },
      },
      // Safe: the rows are of the section whose schema stands above.
      ({ params: { assetId }, query }) => assets.sectionRows(assetId, section.name, query) as never,
    );
  }

  app.get(
    '/assets/:assetId/sections/other',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'otherList',
        tags: ['sections'],
        description: 'What the agent sent and no section defines.',
        params,
        querystring: rowsQuery,
        response: { 200: pageOf(otherValue) },
      },
    },
    ({ params: { assetId }, query }) => assets.sectionRows(assetId, 'other', query) as never, // safe: as above
  );

  app.get(
    '/assets/:assetId/sections/:section',
    {
      config: { permission: 'asset.read' },
      schema: { hide: true, params: params.extend({ section: z.string().max(64) }), querystring: rowsQuery },
    },
    // Only names that are no section come here, to be told so.
    ({ params: { assetId, section }, query }) => assets.sectionRows(assetId, section, query),
  );
};
