import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import { idParam } from '../http/params.ts';
import type { ArchiveService } from './archive-service.ts';

type Needs = { readonly archive: ArchiveService };

const params = z.object({ assetId: idParam });
const body = z.strictObject({ ids: z.array(z.int().positive()).min(1).max(5000) });
const outcome = z.object({
  changed: z.int().describe('How many were not so before.'),
  notFound: z.array(z.int()).describe('Numbers of no asset.'),
});

/** Archiving and restoring, of one asset and of many. */
export const archiveRoutes: FastifyPluginAsyncZod<Needs> = async (app, { archive }) => {
  const verbs = [
    {
      name: 'archive',
      description: 'Out of sight: an archived asset is left out of lists and counts, goes on being updated, and stays.',
      one: archive.archiveOne,
      many: archive.archiveMany,
    },
    {
      name: 'restore',
      description: 'Back in sight.',
      one: archive.restoreOne,
      many: archive.restoreMany,
    },
  ] as const;
  for (const { name, description, one, many } of verbs) {
    app.post(
      `/assets/${name}`,
      {
        config: { permission: 'asset.archive' },
        schema: {
          operationId: `asset${name === 'archive' ? 'Archive' : 'Restore'}Many`,
          tags: ['assets'],
          description: `${description} All those that there are, in one go.`,
          body,
          response: { 200: outcome },
        },
      },
      (request) => many(request.body.ids, doerOf(request)),
    );

    app.post(
      `/assets/:assetId/${name}`,
      {
        config: { permission: 'asset.archive' },
        schema: {
          operationId: `asset${name === 'archive' ? 'Archive' : 'Restore'}`,
          tags: ['assets'],
          description,
          params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await one(request.params.assetId, doerOf(request));
        return reply.code(204).send(null);
      },
    );
  }
};
