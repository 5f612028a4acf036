import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { doerOf } from '../http/doer-of.ts';
import type { WakeService } from './wake-service.ts';

/** `POST /assets/:assetId/wake`. */
export const wakeRoutes: FastifyPluginAsyncZod<{ wake: WakeService }> = async (app, { wake }) => {
  app.post(
    '/assets/:assetId/wake',
    {
      config: { permission: 'asset.wake' },
      schema: {
        operationId: 'assetWake',
        tags: ['assets'],
        description:
          'Asks the agent of an asset for an inventory now, at its control port. It answers when the agent has taken the order; the inventory comes when it is done.',
        params: z.object({ assetId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
        response: { 200: z.object({ address: z.string().describe('Where it was asked.') }) },
      },
    },
    (request) => wake.wake(request.params.assetId, doerOf(request)),
  );
};
