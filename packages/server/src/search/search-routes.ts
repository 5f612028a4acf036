import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AssetListService } from '../fleet/asset-list-service.ts';
import { assetSummary } from '../fleet/asset-schema.ts';
import { idParam, toWords } from '../http/params.ts';
import { type FieldType, operatorsOf } from './search-fields.ts';
import type { SearchService } from './search-service.ts';
import { type Operator, operators, queryText, searchNodeSchema } from './search-tree.ts';
import { treeGuard } from './tree-guard.ts';

type Needs = {
  readonly search: SearchService;
  readonly lists: Pick<AssetListService, 'found'>;
};

const operatorNames = Object.keys(operators) as [Operator, ...Operator[]]; // safe: the table's own keys

const fieldSchema = z
  .object({
    name: z.string(),
    label: z.string(),
    labelFr: z.string().optional().describe('The label in French, where people gave it one.'),
    description: z.string(),
    type: z.enum(Object.keys(operatorsOf) as [FieldType, ...FieldType[]]), // safe: the table's own keys
    unit: z.string().nullable(),
    section: z.string().nullable().describe('Null for what is known of the asset as a whole.'),
    operators: z.array(z.enum(operatorNames)),
    alias: z.string().optional().describe('What it may be called in a query beside its name.'),
    choices: z
      .array(z.object({ value: z.int(), label: z.string(), labelFr: z.string().optional() }))
      .optional()
      .describe('Names of the numbers that its values are; a query may say any of them.'),
  })
  .meta({ id: 'SearchField' });

const cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const explanation = z
  .object({
    found: z.boolean().describe('The search finds the asset.'),
    parts: z.array(
      z.object({
        path: z.string().describe('Place in the tree, such as "and.0.not"; empty for the whole.'),
        text: z.string().describe('In the query language.'),
        kind: z.enum(['and', 'or', 'not', 'has', 'test']),
        holds: z.boolean(),
        section: z.string().nullable().describe('The section whose rows were looked at.'),
        rows: z
          .array(z.object({ values: z.record(z.string(), cell) }))
          .describe('Some of the rows for which it holds, five at most, with the columns that were asked for.'),
      }),
    ),
  })
  .meta({ id: 'SearchExplanation' });

const sort = z
  .string()
  .max(500)
  .default('name')
  .describe('Fields of the asset, comma separated; "-" before one that descends.')
  .transform(toWords);

/** Searching the fleet. */
export const searchRoutes: FastifyPluginAsyncZod<Needs> = async (app, { search, lists }) => {
  const preValidation = treeGuard(search);

  app.get(
    '/search/fields',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'searchFieldList',
        tags: ['search'],
        description: 'Everything that can be searched for, with the operators that make sense for it.',
        response: { 200: z.object({ items: z.array(fieldSchema) }) },
      },
    },
    async () => ({
      items: (await search.queryFields()).map(({ operators: known, choices, ...field }) => ({
        ...field,
        operators: [...known],
        choices: choices === undefined ? undefined : [...choices],
      })),
    }),
  );

  app.get(
    '/search/values',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'searchValueList',
        tags: ['search'],
        description:
          'Texts that a field has and that contain "q", for who is writing a search; those that begin with it and the frequent first. They are suggestions, and need not be all.',
        querystring: z.object({
          field: z.string().max(128).describe('A name of GET /search/fields.'),
          q: z.string().max(200).default(''),
          limit: z.coerce.number().int().min(1).max(50).default(12),
        }),
        response: { 200: z.object({ items: z.array(z.string()) }) },
      },
    },
    async ({ query: { field, q, limit: most } }) => ({ items: await search.values(field, q, most) }),
  );

  app.post(
    '/assets/search',
    {
      config: { permission: 'asset.read' },
      preValidation,
      schema: {
        operationId: 'assetSearch',
        tags: ['search'],
        description: 'The assets for which a search holds, a page at a time.',
        body: z.strictObject({
          tree: searchNodeSchema.optional().describe('Either this or a query.'),
          query: queryText.optional(),
          kind: z.string().max(50).optional().describe('Assets of this kind only.'),
          archived: z.enum(['exclude', 'include', 'only']).default('exclude'),
          sort,
          limit: pageQuery.shape.limit,
          offset: pageQuery.shape.offset,
        }),
        response: { 200: pageOf(assetSummary) },
      },
    },
    ({ body: { tree, query: _, ...body } }) => lists.found({ ...body, tree }),
  );

  app.post(
    '/assets/:assetId/explain-search',
    {
      config: { permission: 'asset.read' },
      preValidation,
      schema: {
        operationId: 'assetSearchExplain',
        tags: ['search'],
        description: 'Which parts of a search hold for one asset, and the rows of its inventory for which they do.',
        params: z.object({ assetId: idParam }),
        body: z.strictObject({ tree: searchNodeSchema.optional(), query: queryText.optional() }),
        response: { 200: explanation },
      },
    },
    ({ params: { assetId }, body }) => search.explain(assetId, body.tree),
  );
};
