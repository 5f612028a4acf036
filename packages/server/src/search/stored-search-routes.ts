import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { time } from '../fleet/asset-schema.ts';
import { doerOf } from '../http/doer-of.ts';
import { idParam } from '../http/params.ts';
import { identityOf } from '../http/route-guard.ts';
import type { SearchService } from './search-service.ts';
import { queryText, searchNodeSchema } from './search-tree.ts';
import { KEPT_DAYS, type StoredSearchService } from './stored-search-service.ts';
import { treeGuard } from './tree-guard.ts';

type Needs = {
  readonly search: Pick<SearchService, 'check' | 'checkQuery'>;
  readonly storedSearches: StoredSearchService;
};

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

const name = z.string().trim().min(1).max(100);
const storedSearchInput = z.strictObject({
  name,
  description: z.string().max(2000).default(''),
  shared: z.boolean().default(false),
  tree: searchNodeSchema.optional(),
  query: queryText.optional(),
});
const params = z.object({ searchId: idParam });

/** Searches that people keep. */
export const storedSearchRoutes: FastifyPluginAsyncZod<Needs> = async (app, { search, storedSearches }) => {
  const preValidation = treeGuard(search);

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
      const made = await storedSearches.create(identityOf(request).user.id, request.body, doerOf(request));
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
    (request) => {
      const { user } = identityOf(request);
      return storedSearches.update(request.params.searchId, user.id, request.body, doerOf(request));
    },
  );

  app.delete(
    '/searches/:searchId',
    {
      config: { permission: 'search.write' },
      schema: {
        operationId: 'storedSearchDelete',
        tags: ['search'],
        description: `Deletes a stored search of yours; for ${KEPT_DAYS} days it can be brought back. Groups that were made of it stay.`,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await storedSearches.remove(request.params.searchId, identityOf(request).user.id, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/searches/:searchId/restore',
    {
      config: { permission: 'search.write' },
      schema: {
        operationId: 'storedSearchRestore',
        tags: ['search'],
        description: `Brings back a stored search of yours that was deleted in the last ${KEPT_DAYS} days, with its number: tiles and links work again.`,
        params,
        response: { 200: storedSearchSchema },
      },
    },
    (request) => storedSearches.restore(request.params.searchId, identityOf(request).user.id, doerOf(request)),
  );
};
