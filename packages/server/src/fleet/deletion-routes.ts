import { pageOf, pageQuery } from '@muster/protocol/schema';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { idParam } from '../http/params.ts';
import type { DeletionService } from './deletion-service.ts';
import type { DeletionTrace } from './deletion-trace.ts';

type Needs = { readonly deletion: DeletionService; readonly deletionTrace: DeletionTrace };

/** Assets deleted by one request: one transaction, during which inventories wait. */
const MANY = 500;

const params = z.object({ assetId: idParam });
const trace = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    deleted: z.int().describe('Number of the asset that is gone.'),
    deletedDeviceId: z.string(),
    equivalent: z.int().nullable().describe('The asset that it became by a merge; null when it was deleted.'),
  })
  .meta({ id: 'DeletionTrace' });

/** Deleting assets, and the trace that is kept of it. */
export const deletionRoutes: FastifyPluginAsyncZod<Needs> = async (app, { deletion, deletionTrace }) => {
  app.post(
    '/assets/delete',
    {
      config: { permission: 'asset.delete' },
      schema: {
        operationId: 'assetDeleteMany',
        tags: ['assets'],
        description:
          'Deletes assets for good, with their history: all of them in one go. One that reports again is a new one.',
        body: z.strictObject({
          ids: z.array(z.int().positive()).min(1).max(MANY),
          confirm: z.int().optional().describe('How many assets they are; without it nothing is deleted.'),
        }),
        response: {
          200: z.object({ deleted: z.int(), notFound: z.array(z.int()).describe('Numbers of no asset.') }),
        },
      },
    },
    (request) => deletion.removeMany(request.body.ids, request.body.confirm, doerOf(request)),
  );

  app.delete(
    '/assets/:assetId',
    {
      config: { permission: 'asset.delete' },
      schema: {
        operationId: 'assetDelete',
        tags: ['assets'],
        description: 'Deletes an asset for good, with its history. If it reports again it is a new one.',
        params,
        querystring: z.object({
          confirm: z.coerce.number().int().optional().describe('The number of the asset again; without it, nothing.'),
        }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deletion.removeOne(request.params.assetId, request.query.confirm, doerOf(request));
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/deletions',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'deletionList',
        tags: ['assets'],
        description: 'What was deleted and merged while TRACE_DELETED was on, oldest first, for programs that follow.',
        querystring: pageQuery,
        response: { 200: pageOf(trace) },
      },
    },
    ({ query }) => deletionTrace.list(query),
  );

  app.delete(
    '/deletions',
    {
      config: { permission: 'asset.delete' },
      schema: {
        operationId: 'deletionClear',
        tags: ['assets'],
        description: 'Forgets the oldest of them, once they have been read.',
        querystring: z.object({ count: z.coerce.number().int().min(1).max(1_000_000) }),
        response: { 200: z.object({ cleared: z.int() }) },
      },
    },
    async (request) => ({ cleared: await deletionTrace.clear(request.query.count, doerOf(request)) }),
  );
};
