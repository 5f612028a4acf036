import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { toWords } from '../http/params.ts';
import { readerQuery } from '../http/tables/reader.ts';
import { TABLE_FORMATS } from '../http/tables/table-file.ts';
import type { AssetListService } from './asset-list-service.ts';
import { assetSummary } from './asset-schema.ts';
import { assetSelectionSchema } from './asset-selection.ts';
import { exportAssets } from './export-assets.ts';

type Needs = { readonly lists: AssetListService };

/** Columns of one list; people choose some ten. */
const MOST_COLUMNS = 60;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const listItem = z
  .object({
    ...assetSummary.shape,
    values: z
      .record(z.string(), cell)
      .optional()
      .describe(
        'The columns that were asked for, by name. Of sections with several rows: their values, "…" where there are more.',
      ),
  })
  .meta({ id: 'AssetListItem' });

const listQuery = assetSelectionSchema.extend({
  sort: z
    .string()
    .max(500)
    .default('-lastContactAt')
    .describe('Fields, comma separated, "-" before one that descends; any field that a machine has one value of.')
    .transform(toWords),
  columns: z
    .string()
    .max(5000)
    .default('')
    .describe('Further columns, comma separated: names of search fields such as "bios.serial", "admin.3", "tag".')
    .transform(toWords)
    .refine((names) => names.length <= MOST_COLUMNS, { message: `columns has more than ${MOST_COLUMNS} names` }),
});

/** The fleet as lists. */
export const assetListRoutes: FastifyPluginAsyncZod<Needs> = async (app, { lists }) => {
  app.get(
    '/assets',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetList',
        tags: ['assets'],
        description: 'The assets of one kind that are asked for, a page at a time.',
        querystring: listQuery.extend({
          ...pageQuery.shape,
          language: readerQuery.language.describe('Language of the names of choices in the columns asked for.'),
        }),
        response: { 200: pageOf(listItem) },
      },
    },
    ({ query }) => lists.list(query),
  );

  app.get(
    '/assets/export',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'assetExport',
        tags: ['assets'],
        description:
          'All assets that match, as one file: the columns asked for, or what lists show. No cell of it is run by a spreadsheet.',
        querystring: listQuery.extend({
          format: z.enum(TABLE_FORMATS).default('csv'),
          ...readerQuery,
          headings: z
            .preprocess(
              (one) => (typeof one === 'string' ? [one] : one),
              z.array(z.string().max(200)).max(MOST_COLUMNS),
            )
            .optional()
            .describe(
              'Headings of the columns in their order, as the reader knows them; otherwise the names, or the labels in the language asked for.',
            ),
        }),
      },
    },
    async ({ query }, reply) => {
      const { stream, type, fileName } = await exportAssets(lists, query);
      reply.type(type).header('content-disposition', `attachment; filename="${fileName}"`);
      return reply.send(stream);
    },
  );
};
