import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { assetSummary } from '../fleet/asset-schema.ts';
import { identityOf } from '../http/route-guard.ts';
import type { QuickSearchService } from './quick-search-service.ts';

type Needs = { readonly quickSearch: QuickSearchService };

const found = z
  .object({
    computers: z.object({ items: z.array(assetSummary), total: z.int() }),
    users: z.array(z.object({ name: z.string(), count: z.int().describe('Computers they used last.') })),
    software: z.array(z.object({ id: z.int(), name: z.string(), publisher: z.string() })),
    groups: z.array(z.object({ id: z.int(), name: z.string(), members: z.int() })),
    searches: z.array(z.object({ id: z.int(), name: z.string(), query: z.string().nullable() })),
  })
  .meta({ id: 'QuickSearchResult' });

/** `GET /quick-search`: one field that finds everything. */
export const quickSearchRoutes: FastifyPluginAsyncZod<Needs> = async (app, { quickSearch }) => {
  app.get(
    '/quick-search',
    {
      config: { permission: 'asset.read' },
      schema: {
        operationId: 'quickSearch',
        tags: ['assets'],
        description:
          'Computers, users, software, groups and stored searches whose name, and of computers also serial number and addresses, contain a text; a few of each.',
        querystring: z.object({ q: z.string().trim().min(1).max(200) }),
        response: { 200: found },
      },
    },
    (request) => quickSearch.find(request.query.q, identityOf(request).user.id),
  );
};
