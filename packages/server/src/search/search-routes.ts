import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AuditService } from '../audit/audit-service.ts';
import type { AssetListService } from '../fleet/asset-list-service.ts';
import { assetSummary, time } from '../fleet/asset-schema.ts';
import { doerOf } from '../http/doer-of.ts';
import { identityOf } from '../http/route-guard.ts';
import { type FieldType, operatorsOf } from './search-fields.ts';
import type { SearchService } from './search-service.ts';
import { type Operator, operators, queryText, searchNodeSchema } from './search-tree.ts';
import type { StoredSearchService } from './stored-search-service.ts';
import { treeGuard } from './tree-guard.ts';

type Needs = {
  readonly search: SearchService;
  readonly lists: Pick<AssetListService, 'found'>;
  readonly storedSearches: StoredSearchService;
  readonly audit: Pick<AuditService, 'record'>;
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

const storedSearchSchema = z
  .object({
    id: z.int(),
    owner: z.string(),
    own: z.boolean().describe('It is yours: you may change it.'),
    name: z.string(),
    description: z.string(),
    shared: z.boolean().describe('Everybody sees it.'),
    tree: searchNodeSchema,
    query: z.string().nullable().describe('As it was written; null when it was given as a tree.'),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'StoredSearch' });

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

const name = z.string().trim().min(1).max(100);
const storedSearchInput = z.strictObject({
  name,
  description: z.string().max(2000).default(''),
  shared: z.boolean().default(false),
  tree: searchNodeSchema.optional(),
  query: queryText.optional(),
});
const params = z.object({ searchId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

const sort = z
  .string()
  .max(500)
  .default('name')
  .describe('Fields of the asset, comma separated; "-" before one that descends.')
  .transform((words) => words.split(',').filter((word) => word !== ''));

/** Searching the fleet, and searches that are kept. */
export const searchRoutes: FastifyPluginAsyncZod<Needs> = async (app, { search, lists, storedSearches, audit }) => {
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
        params: z.object({ assetId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        body: z.strictObject({ tree: searchNodeSchema.optional(), query: queryText.optional() }),
        response: { 200: explanation },
      },
    },
    ({ params: { assetId }, body }) => search.explain(assetId, body.tree),
  );

  app.get(
    '/searches',
    {
      config: { permission: 'search.read' },
      schema: {
        operationId: 'storedSearchList',
        tags: ['search'],
        description: 'Your own stored searches and those that are shared, by name.',
        querystring: pageQuery.extend({
          q: z.string().max(200).optional().describe('Text that the name, the description or the query contains.'),
        }),
        response: { 200: pageOf(storedSearchSchema) },
      },
    },
    (request) => storedSearches.list(identityOf(request).user.id, request.query),
  );

  app.post(
    '/searches',
    {
      config: { permission: 'search.write' },
      preValidation,
      schema: {
        operationId: 'storedSearchCreate',
        tags: ['search'],
        description: 'Keeps a search under a name.',
        body: storedSearchInput,
        response: { 201: storedSearchSchema },
      },
    },
    async (request, reply) => {
      const made = await storedSearches.create(identityOf(request).user.id, request.body);
      const { tree: _, ...after } = made;
      await audit.record({ ...doerOf(request), action: 'search.create', target: `search ${made.id}`, after });
      return reply.code(201).send(made);
    },
  );

  app.get(
    '/searches/:searchId',
    {
      config: { permission: 'search.read' },
      schema: {
        operationId: 'storedSearchView',
        tags: ['search'],
        description: 'One stored search.',
        params,
        response: { 200: storedSearchSchema },
      },
    },
    (request) => storedSearches.find(request.params.searchId, identityOf(request).user.id),
  );

  app.put(
    '/searches/:searchId',
    {
      config: { permission: 'search.write' },
      preValidation,
      schema: {
        operationId: 'storedSearchUpdate',
        tags: ['search'],
        description: 'Changes a stored search of yours.',
        params,
        body: storedSearchInput,
        response: { 200: storedSearchSchema },
      },
    },
    async (request) => {
      const { searchId } = request.params;
      const updated = await storedSearches.update(searchId, identityOf(request).user.id, request.body);
      const { tree: _, ...after } = updated;
      await audit.record({ ...doerOf(request), action: 'search.update', target: `search ${searchId}`, after });
      return updated;
    },
  );

  app.delete(
    '/searches/:searchId',
    {
      config: { permission: 'search.write' },
      schema: {
        operationId: 'storedSearchDelete',
        tags: ['search'],
        description: 'Forgets a stored search of yours. Groups that were made of it stay.',
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { searchId } = request.params;
      const { tree: _, ...before } = await storedSearches.remove(searchId, identityOf(request).user.id);
      await audit.record({ ...doerOf(request), action: 'search.delete', target: `search ${searchId}`, before });
      return reply.code(204).send(null);
    },
  );
};
